import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Finding } from "../../local/contract/case.ts";
import { documentOf } from "../../local/contract/document.ts";
import { identityOf } from "../../local/contract/identify.ts";
import { type Kept, keptFile, keptFrom, keptOf, readAllKept, wordsOf } from "../../local/contract/kept.ts";
import { openPlace } from "../../local/contract/place.ts";
import { runCases } from "../../local/contract/run.ts";
import { sections } from "../../local/contract/sections/index.ts";
import { casesOf, sectionsOf } from "../../local/contract/sections-of.ts";
import { localAws } from "../../local/deploy/local-aws.ts";

const root = join(import.meta.dirname, "..", "..");

const usage = `Usage: node test/engine/write-kept.ts [--endpoint URL [--version VERSION] [--section NAMES]]
Runs the contract against a local cloud as Bugle starts it, keeps its findings, and writes docs/endpoints.md.
Without an endpoint only the page is written. The version is asked for where the endpoint tells none.`;

/** The findings of a run in the contract's order, and what was kept of the sections that were not run. */
function merged(before: Kept | undefined, ran: ReadonlyMap<string, Finding>, names: readonly string[]): Finding[] {
  return casesOf(sections).flatMap(({ id }) => {
    const now = ran.get(id);
    if (now) return [now];
    if (!before?.cases.includes(id) || names.some((name) => id.startsWith(`${name}/`))) return [];
    return [before.findings.find((finding) => finding.id === id) ?? { id, verdict: "as AWS" }];
  });
}

async function keep(endpoint: string, given: string | undefined, only: readonly string[] | undefined): Promise<void> {
  const identity = await identityOf(endpoint);
  if (!identity) throw new Error(`No local cloud that is known answers at ${endpoint}.`);
  const { product } = identity;
  const version = given ?? identity.version;
  if (version === "unknown") throw new Error(`${product} does not tell its version: give it with --version.`);
  const chosen = sectionsOf(sections, only ?? identity.sections);
  const names = chosen.map(({ name }) => name);
  const aws = localAws(endpoint);
  const findings = await runCases(casesOf(chosen), (signal) => openPlace(aws, { signal }), {
    on: (finding) => console.log(`${finding.id}: ${wordsOf(finding)}`),
  });
  const ran = new Map(findings.map((finding) => [finding.id, finding]));
  const kept = keptFrom(product, version, merged(keptOf(readAllKept(), product, version), ran, names));
  writeFileSync(join(root, "local", "contract", keptFile(kept)), `${JSON.stringify(kept, null, 2)}\n`);
}

try {
  const options = { endpoint: { type: "string" }, version: { type: "string" }, section: { type: "string" } } as const;
  const { endpoint, version, section } = parseArgs({ options }).values;
  if (endpoint !== undefined) await keep(endpoint, version, section?.split(","));
  writeFileSync(join(root, "docs", "endpoints.md"), documentOf(sections, readAllKept()));
} catch (error) {
  console.error(`${(error as Error).message}\n${usage}`);
  process.exitCode = 1;
}
