import type { Finding } from "../contract/case.ts";
import { localAws } from "../deploy/local-aws.ts";
import type { Engine } from "../engine/endpoint.ts";
import { type Asked, keepAnswers, readAnswers } from "./answers.ts";

/** An endpoint to ask. */
export interface Endpoint extends Asked {
  readonly endpoint: string;
  readonly signal: AbortSignal;
}

/** An engine as an endpoint to ask for a checkout, until the signal. */
export function endpointOf({ endpoint, product, version, kind }: Engine, root: string, signal: AbortSignal): Endpoint {
  return { endpoint, product, version, root, signal, ...(kind === "external" && { external: endpoint }) };
}

/** Whether a finding is of the endpoint, and not of a connection that failed or a machine that was too busy. */
const tells = ({ saw = "" }: Finding): boolean =>
  !/^(?:(?:Type|Timeout|Abort)?Error|E[A-Z]{5,}|no answer in .*)$/.test(saw);

/**
 * How an endpoint stands these cases of the contract: by what is kept of its version, the others are run and kept, `atOnce` at a time.
 * Those under way when the signal ends it are undone and have no answer.
 */
export async function ask(
  at: Endpoint,
  ids: readonly string[],
  atOnce = ids.length,
): Promise<ReadonlyMap<string, Finding>> {
  const kept = readAnswers(at);
  const open = ids.filter((id) => !kept.has(id));
  if (open.length === 0) return kept;
  // Nobody who knows the answers waits for the contract.
  const [{ sections }, { casesOf }, { openPlace }, { runCases }] = await Promise.all([
    import("../contract/sections/index.ts"),
    import("../contract/sections-of.ts"),
    import("../contract/place.ts"),
    import("../contract/run.ts"),
  ]);
  const cases = casesOf(sections).filter(({ id }) => open.includes(id));
  const aws = localAws(at.endpoint);
  const { signal } = at;
  const found = await runCases(cases, (ends) => openPlace(aws, { signal: ends }), {
    atOnce,
    signal,
    on: (finding) => tells(finding) && keepAnswers(at, [finding]),
  });
  return new Map([...kept, ...found.map((finding) => [finding.id, finding] as const)]);
}
