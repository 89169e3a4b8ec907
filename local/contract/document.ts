import type { Case, Section } from "./case.ts";
import { type Kept, wordsOf } from "./kept.ts";

const INTRODUCTION = `# What each endpoint does as AWS does

Generated from the results that are kept in \`local/contract/kept\`; \`node test/engine/write-kept.ts\` runs the contract again and writes
both anew. A test fails when an engine differs from this page, in either direction.

The contract of an endpoint is what AWS documents and Bugle, or a system built with it, relies on. Each line is a case that was run; its
link is AWS's own page. The engines were run as Bugle starts them: what its launchers mend counts as the engine's.
\`npx bugle endpoint\` runs the contract against the local engine, \`--endpoint\` against another local cloud, and \`--aws\`, with your consent,
against an account of yours. Nobody has run it against AWS for this page.`;

const titleOf = ({ product, version }: Kept): string => `${product} ${version}`;

const cell = (text: string): string => text.replaceAll("|", "\\|");

/** What an endpoint did in a case: bold where it departs, a dash where the case is not of it. */
function verdictOf(kept: Kept, { id }: Case): string {
  const finding = kept.findings.find((each) => each.id === id);
  if (finding) return cell(`**${wordsOf(finding)}**`);
  return kept.cases.includes(id) ? "as AWS" : "–";
}

const departs = (kept: readonly Kept[], { id }: Case): boolean =>
  kept.some(({ findings }) => findings.some((each) => each.id === id));

function tableOf({ name, cases }: Section, all: readonly Kept[]): string {
  const kept = all.filter((each) => each.cases.some((id) => id.startsWith(`${name}/`)));
  const rows = cases.map((each) => [
    each.id.slice(name.length + 1),
    `[${cell(each.title)}](${each.source})`,
    ...kept.map((one) => verdictOf(one, each)),
    departs(kept, each) ? cell(each.instead) : "",
  ]);
  const head = ["Case", "AWS", ...kept.map(titleOf), "Bugle, where one departs"];
  const lines = [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return `## ${name}\n\n${lines.join("\n")}`;
}

function countOf(kept: Kept): string {
  const { cases, findings } = kept;
  return `| ${titleOf(kept)} | ${cases.length} | ${cases.length - findings.length} | ${findings.length} |`;
}

/** docs/endpoints.md: what each endpoint is kept to do, a table for each section. */
export function documentOf(sections: readonly Section[], kept: readonly Kept[]): string {
  const counts = ["| Endpoint | cases | as AWS | not as AWS |", "| --- | --- | --- | --- |", ...kept.map(countOf)];
  const tables = sections.filter(({ cases }) => cases.length > 0).map((section) => tableOf(section, kept));
  return `${[INTRODUCTION, counts.join("\n"), ...tables].join("\n\n")}\n`;
}
