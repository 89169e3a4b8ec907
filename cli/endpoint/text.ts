import type { Colors } from "picocolors/types.js";
import type { Case, Finding, Section } from "../../local/contract/case.ts";
import type { Difference, Kept } from "../../local/contract/kept.ts";
import { table } from "../table.ts";

/** What a run of the contract has shown. */
export interface EndpointReport {
  readonly title: string;
  readonly sections: readonly Section[];
  readonly findings: readonly Finding[];
  /** What the run is compared with; absent if it is with AWS. */
  readonly kept?: Kept | undefined;
  readonly differences: readonly Difference[];
}

const departing = ({ findings }: EndpointReport) => findings.filter(({ verdict }) => verdict !== "as AWS");

function departuresOf(report: EndpointReport, colors: Colors): string[] {
  const cases = new Map(
    report.sections.flatMap((section) => section.cases.map((each): [string, Case] => [each.id, each])),
  );
  const rows = departing(report).map(({ id, verdict, saw = "" }) => {
    const { title = "", instead = "" } = cases.get(id) ?? {};
    return [id, verdict, saw, [`AWS: ${title}`, `Bugle: ${instead}`]];
  });
  if (rows.length === 0) return [];
  const plain = (text: string) => text;
  return [
    "",
    ...table(["case", "verdict", "saw", "AWS, and Bugle instead"], rows, colors.bold, [
      plain,
      colors.yellow,
      plain,
      colors.dim,
    ]),
  ];
}

function differencesOf({ differences, kept }: EndpointReport, colors: Colors): string[] {
  if (kept === undefined) return ["", "Nothing is kept of this product and version: it is compared with AWS."];
  const what = `what is kept of ${kept.product} ${kept.version}`;
  if (differences.length === 0) return ["", colors.green(`All is as ${what}.`)];
  const rows = differences.map(({ id, kept: before, now }) => [id, before, now]);
  const plain = (text: string) => text;
  const lines = table(["case", "kept", "now"], rows, colors.bold, [plain, plain, colors.red]);
  return ["", `${differences.length} differ from ${what}:`, ...lines];
}

function countsOf({ sections, findings }: EndpointReport): string[] {
  const rows = sections.map(({ name, cases }) => {
    const own = findings.filter(({ id, verdict }) => id.startsWith(`${name}/`) && verdict === "as AWS");
    return [name, `${own.length} of ${cases.length} as AWS`];
  });
  return table(["section", "cases"], rows, (text) => text, []);
}

/** The findings for a person: how many are as AWS, what is not, and what is not as it was kept. */
export function asText(report: EndpointReport, colors: Colors): string {
  return [
    report.title,
    "",
    ...countsOf(report),
    ...departuresOf(report, colors),
    ...differencesOf(report, colors),
  ].join("\n");
}

/** What becomes of an interrupted run, by how much of what it had made could not be removed. */
export function interruptedText(left: number): string {
  if (left === 0) return "interrupted: what it had made is removed";
  const what = left === 1 ? "one thing that it had made is" : `${left} things that it had made are`;
  return `interrupted: ${what} left, as told above; such names begin with bugle-contract-`;
}

/** The findings for a program. */
export function asJson({ title, sections, findings, kept, differences }: EndpointReport): object {
  const cases = new Map(sections.flatMap((section) => section.cases.map((each): [string, Case] => [each.id, each])));
  const whole = findings.map(({ id, ...finding }) => {
    const { title, source, instead } = cases.get(id) ?? {};
    return { id, title, source, ...finding, ...(finding.verdict !== "as AWS" && { instead }) };
  });
  const against = kept && { product: kept.product, version: kept.version };
  return { endpoint: title, ...(against && { kept: against }), findings: whole, differences };
}
