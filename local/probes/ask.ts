import { isDeepStrictEqual } from "node:util";
import type { Finding } from "../contract/case.ts";
import { localAws } from "../deploy/local-aws.ts";
import type { Engine } from "../engine/endpoint.ts";
import { type Asked, type Keepers, keepAnswers, readAnswers } from "./answers.ts";
import { tells } from "./tells.ts";

/** An endpoint to ask. */
export interface Endpoint extends Asked {
  readonly endpoint: string;
  readonly signal: AbortSignal;
}

/** An engine as an endpoint to ask, until the signal. */
export function endpointOf(
  { endpoint, product, version, kind }: Engine,
  { root, state }: Keepers,
  signal: AbortSignal,
): Endpoint {
  return { endpoint, product, version, root, state, signal, ...(kind === "external" && { external: endpoint }) };
}

type Answers = ReadonlyMap<string, Finding>;

const byId = (findings: readonly Finding[]) => findings.map((finding) => [finding.id, finding] as const);

/** Those under way when the signal ends it are undone and have no finding. */
async function run(
  { endpoint, signal }: Endpoint,
  ids: readonly string[],
  atOnce: number,
  on?: (finding: Finding) => void,
): Promise<Finding[]> {
  if (ids.length === 0) return [];
  // Nobody who knows the answers waits for the contract.
  const [{ sections }, { casesOf }, { openPlace }, { runCases }] = await Promise.all([
    import("../contract/sections/index.ts"),
    import("../contract/sections-of.ts"),
    import("../contract/place.ts"),
    import("../contract/run.ts"),
  ]);
  const cases = casesOf(sections).filter(({ id }) => ids.includes(id));
  const aws = localAws(endpoint);
  return runCases(cases, (ends) => openPlace(aws, { signal: ends }), { atOnce, signal, on });
}

/**
 * How an endpoint stands these cases of the contract: by what is kept of its version, the others are run and kept, `atOnce` at a time.
 * Those under way when the signal ends it are undone and have no answer.
 */
export async function ask(at: Endpoint, ids: readonly string[], atOnce = ids.length): Promise<Answers> {
  const kept = readAnswers(at);
  const open = ids.filter((id) => !kept.has(id));
  const found = await run(at, open, atOnce, (finding) => tells(finding) && keepAnswers(at, [finding]));
  return new Map([...kept, ...byId(found)]);
}

/**
 * As `ask`, for answers on which more rests: what departs is asked a second time at once. The second answer counts,
 * and is kept if it is as AWS or as the first one.
 */
export async function askTwice(at: Endpoint, ids: readonly string[]): Promise<Answers> {
  const kept = readAnswers(at);
  const open = ids.filter((id) => !kept.has(id));
  const first = new Map(byId(await run(at, open, open.length)));
  const doubted = [...first.values()].filter(({ verdict }) => verdict === "departs").map(({ id }) => id);
  const found = new Map([...first, ...byId(await run(at, doubted, doubted.length))]);
  const isSure = (finding: Finding) =>
    finding.verdict !== "departs" || isDeepStrictEqual(finding, first.get(finding.id));
  keepAnswers(
    at,
    [...found.values()].filter((finding) => isSure(finding) && tells(finding)),
  );
  return new Map([...kept, ...found]);
}
