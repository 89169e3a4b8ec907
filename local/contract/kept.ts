import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "./case.ts";

/** How an endpoint is known to stand the contract. */
export interface Kept {
  readonly product: string;
  readonly version: string;
  /** Ids of all that was run. */
  readonly cases: readonly string[];
  /** Those that are not as AWS. */
  readonly findings: readonly Finding[];
}

/** Where an endpoint's results are kept, within the folder of this file. */
export const keptFile = ({ product, version }: Pick<Kept, "product" | "version">): string =>
  join("kept", `${product.toLowerCase().replaceAll(" ", "-")}-${version}.json`);

/** What is kept of all endpoints, by product and version. */
export function readAllKept(): Kept[] {
  const folder = join(import.meta.dirname, "kept");
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  return files.sort().map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as Kept);
}

/** What is kept of a product; of one that tells no version, the only one that is kept of it. */
export function keptOf(kept: readonly Kept[], product: string, version: string): Kept | undefined {
  const own = kept.filter((each) => each.product === product);
  if (version === "unknown" && own.length === 1) return own[0];
  return own.find((each) => each.version === version);
}

/** What a run of the whole contract gives to keep. */
export const keptFrom = (product: string, version: string, findings: readonly Finding[]): Kept => ({
  product,
  version,
  cases: findings.map(({ id }) => id),
  findings: findings.filter(({ verdict }) => verdict !== "as AWS"),
});

/** A case whose finding is another than the one kept. */
export interface Difference {
  readonly id: string;
  /** `as AWS`, or the verdict and what was seen, or `not there`. */
  readonly kept: string;
  readonly now: string;
}

const NOT_THERE = "not there";

/** A finding in words, such as `departs: accepted`. */
export const wordsOf = ({ verdict, saw }: Pick<Finding, "verdict" | "saw">): string =>
  saw === undefined ? verdict : `${verdict}: ${saw}`;

/** Where a run differs from what is kept, of the sections that were run; where nothing is kept, from AWS. */
export function differences(
  kept: Kept | undefined,
  findings: readonly Finding[],
  sections: readonly string[],
): Difference[] {
  const now = new Map(findings.map((finding) => [finding.id, wordsOf(finding)]));
  const departing = new Map(kept?.findings.map((finding) => [finding.id, wordsOf(finding)]));
  const ran = (id: string) => sections.some((section) => id.startsWith(`${section}/`));
  const known = (kept?.cases ?? [...now.keys()]).filter(ran);
  const before = new Map(known.map((id) => [id, departing.get(id) ?? "as AWS"]));
  return [...new Set([...before.keys(), ...now.keys()])]
    .map((id) => ({ id, kept: before.get(id) ?? NOT_THERE, now: now.get(id) ?? NOT_THERE }))
    .filter((each) => each.kept !== each.now);
}
