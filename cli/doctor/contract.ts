import type { Case, Finding } from "../../local/contract/case.ts";
import { type Kept, keptOf } from "../../local/contract/kept.ts";
import { type Keepers, readAnswers } from "../../local/probes/answers.ts";

/** A case that the endpoint does not stand as AWS does. */
interface Departure extends Finding {
  /** What AWS does. */
  readonly title: string;
  /** What Bugle does instead. */
  readonly instead: string;
  /** Asked of this endpoint's version from this checkout, or kept with the code. */
  readonly from: "asked" | "kept";
}

export interface Departures {
  readonly product: string;
  /** Absent if nothing runs and no version of the product is known. */
  readonly version?: string | undefined;
  /** How many cases have been asked here, how many more are kept, and how many nobody has asked. */
  readonly asked: number;
  readonly kept: number;
  readonly unknown: number;
  readonly rows: readonly Departure[];
}

export interface Known extends Keepers {
  readonly cases: readonly Case[];
  /** Of every version that was judged. */
  readonly kept: readonly Kept[];
}

const newest = (kept: readonly Kept[]): Kept | undefined =>
  [...kept].sort((a, b) => a.version.localeCompare(b.version, "en", { numeric: true })).at(-1);

const judgedBy = ({ cases, findings }: Kept): Finding[] =>
  cases.map((id) => findings.find((finding) => finding.id === id) ?? { id, verdict: "as AWS" });

/** A product, as much as is known of it. */
export interface Suspect {
  readonly product: string;
  /** Default the newest one judged. */
  readonly version?: string | undefined;
  /** Its address, unless Bugle starts it. */
  readonly external?: string | undefined;
}

/** Every case of the contract that a product does not stand. */
export function departuresOf({ root, state, cases, kept }: Known, { product, version, external }: Suspect): Departures {
  const judged =
    version === undefined ? newest(kept.filter((each) => each.product === product)) : keptOf(kept, product, version);
  const known = version ?? judged?.version;
  const asked =
    known === undefined ? new Map<string, Finding>() : readAnswers({ root, state, product, version: known, external });
  const later = new Map(judged && judgedBy(judged).map((finding) => [finding.id, finding]));
  const found = cases.map((each) => ({ each, finding: asked.get(each.id) ?? later.get(each.id) }));
  const rows = found.flatMap(({ each: { id, title, instead }, finding }): Departure[] =>
    finding === undefined || finding.verdict === "as AWS"
      ? []
      : [{ ...finding, title, instead, from: asked.has(id) ? "asked" : "kept" }],
  );
  const here = cases.filter(({ id }) => asked.has(id)).length;
  const unknown = found.filter(({ finding }) => finding === undefined).length;
  return { product, version: known, asked: here, kept: cases.length - here - unknown, unknown, rows };
}
