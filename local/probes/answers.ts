import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod";
import type { Finding } from "../contract/case.ts";
import { fingerprintOf } from "./fingerprint.ts";

/** The folders that keep answers: the engines that Bugle runs are the same for all runs of a checkout. */
export interface Keepers {
  readonly root: string;
  /** The `.bugle` folder of the run, which keeps what other endpoints answered. */
  readonly state: string;
}

/** What an endpoint is, and where its answers are kept. */
export interface Asked extends Keepers {
  readonly product: string;
  /** `unknown` where it tells none. */
  readonly version: string;
  /** Its address, unless Bugle has started it: somebody else may have set the same version up in another way. */
  readonly external?: string | undefined;
}

const answer = z.object({
  id: z.string(),
  verdict: z.enum(["as AWS", "departs", "missing"]),
  saw: z.string().exactOptional(),
  /** When it was given, in milliseconds since 1970. */
  at: z.number(),
});
type Answer = z.infer<typeof answer>;
const schema = z.object({ fingerprint: z.string(), answers: z.array(answer) });

const WEEK_MS = 7 * 24 * 60 * 60 * 1_000;

/** What does not work may have been somebody's bad day. */
const holds = ({ verdict, at }: Answer): boolean => verdict === "as AWS" || Date.now() - at < WEEK_MS;

/** Where the answers of one version of a product are kept. */
export function answersFile({ root, state, product, version, external }: Asked): string {
  const [folder, at] = external === undefined ? [join(root, ".bugle"), []] : [state, ["at", new URL(external).host]];
  const name = [product, version, ...at].join("-").toLowerCase();
  return join(folder, "endpoints", `${name.replaceAll(/[^\w.-]/g, "_")}.json`);
}

/** A product that tells no version may be another one each time. */
const isKnown = ({ version }: Asked): boolean => version !== "unknown";

function read(asked: Asked): Answer[] {
  if (!isKnown(asked)) return [];
  try {
    const { fingerprint, answers } = schema.parse(JSON.parse(readFileSync(answersFile(asked), "utf8")));
    return fingerprint === fingerprintOf(asked) ? answers.filter(holds) : [];
  } catch {
    return [];
  }
}

/**
 * What an endpoint has answered so far, by case; a file that cannot be read counts as no answer, as does one of other cases or
 * of an engine run in another way, and after a week what was not as AWS.
 */
export const readAnswers = (asked: Asked): ReadonlyMap<string, Finding> =>
  new Map(read(asked).map(({ at, ...finding }) => [finding.id, finding]));

function write(asked: Asked, answers: readonly Answer[]): void {
  const file = answersFile(asked);
  const scratch = `${file}.${process.pid}`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(scratch, `${JSON.stringify({ fingerprint: fingerprintOf(asked), answers }, null, 2)}\n`);
  renameSync(scratch, file);
  removeStaleBeside(file);
}

/** Versions and addresses come and go. */
function removeStaleBeside(own: string): void {
  const folder = dirname(own);
  for (const file of readdirSync(folder).map((name) => join(folder, name))) {
    if (file === own) continue;
    const { mtimeMs = Date.now() } = statSync(file, { throwIfNoEntry: false }) ?? {};
    if (Date.now() - mtimeMs > WEEK_MS) rmSync(file, { recursive: true, force: true });
  }
}

/** Keeps answers beside those kept already; two processes at once may lose some, which are asked again. */
export function keepAnswers(asked: Asked, findings: readonly Finding[]): void {
  if (!isKnown(asked) || findings.length === 0) return;
  const at = Date.now();
  const fresh = findings.map((finding) => ({ ...finding, at }));
  write(asked, [...new Map([...read(asked), ...fresh].map((each) => [each.id, each])).values()]);
}

/** Lets these cases be asked again. */
export function forgetAnswers(asked: Asked, ids: readonly string[]): void {
  const kept = read(asked);
  const rest = kept.filter(({ id }) => !ids.includes(id));
  if (rest.length < kept.length) write(asked, rest);
}
