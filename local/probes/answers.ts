import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod";
import type { Finding } from "../contract/case.ts";

/** What an endpoint is, and the checkout that keeps what it answered. */
export interface Asked {
  readonly root: string;
  readonly product: string;
  /** `unknown` where it tells none. */
  readonly version: string;
  /** Its address, unless Bugle has started it: somebody else may have set the same version up in another way. */
  readonly external?: string | undefined;
}

const schema = z.array(
  z.object({ id: z.string(), verdict: z.enum(["as AWS", "departs", "missing"]), saw: z.string().exactOptional() }),
);

/** Where the answers of one version of a product are kept, for all runs of a checkout. */
export function answersFile({ root, product, version, external }: Asked): string {
  const at = external === undefined ? [] : ["at", new URL(external).host];
  const name = [product, version, ...at].join("-").toLowerCase();
  return join(root, ".bugle", "endpoints", `${name.replaceAll(/[^\w.-]/g, "_")}.json`);
}

/** A product that tells no version may be another one each time. */
const isKnown = ({ version }: Asked): boolean => version !== "unknown";

/** What an endpoint has answered so far, by case; a file that cannot be read counts as no answer. */
export function readAnswers(asked: Asked): ReadonlyMap<string, Finding> {
  if (!isKnown(asked)) return new Map();
  try {
    const findings = schema.parse(JSON.parse(readFileSync(answersFile(asked), "utf8")));
    return new Map(findings.map((finding) => [finding.id, finding]));
  } catch {
    return new Map();
  }
}

function write(asked: Asked, findings: Iterable<Finding>): void {
  const file = answersFile(asked);
  const scratch = `${file}.${process.pid}`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(scratch, `${JSON.stringify([...findings], null, 2)}\n`);
  renameSync(scratch, file);
}

/** Keeps answers beside those kept already; two processes at once may lose some, which are asked again. */
export function keepAnswers(asked: Asked, findings: readonly Finding[]): void {
  if (!isKnown(asked) || findings.length === 0) return;
  write(asked, new Map([...readAnswers(asked), ...findings.map((finding) => [finding.id, finding] as const)]).values());
}

/** Lets these cases be asked again. */
export function forgetAnswers(asked: Asked, ids: readonly string[]): void {
  const kept = readAnswers(asked);
  if (ids.some((id) => kept.has(id)))
    write(
      asked,
      [...kept.values()].filter(({ id }) => !ids.includes(id)),
    );
}
