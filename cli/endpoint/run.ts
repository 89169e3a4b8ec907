import { differences, keptOf, readAllKept } from "../../local/contract/kept.ts";
import { runCases } from "../../local/contract/run.ts";
import { sections as all } from "../../local/contract/sections/index.ts";
import { casesOf, sectionsOf } from "../../local/contract/sections-of.ts";
import { stdoutColors } from "../colors.ts";
import { misused } from "../failure.ts";
import { printable } from "../printable.ts";
import type { Target, TargetOptions } from "./options.ts";
import { targetOf } from "./target.ts";
import { asJson, asText, interruptedText } from "./text.ts";

export interface EndpointOptions extends TargetOptions {
  readonly section?: readonly string[];
  readonly json?: true;
}

const NAMES = all.map(({ name }) => name).join(", ");

function chosenSections(names: readonly string[] | undefined, { sections: own, title }: Target) {
  try {
    const chosen = sectionsOf(all, names ?? own);
    const other = chosen.find(({ name }) => own !== undefined && !own.includes(name));
    if (other === undefined) return chosen;
    throw misused(`${title} has nothing of section ${other.name}`, `Give some of these: ${own?.join(", ")}.`);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw misused(error.message, `Give some of these: ${NAMES}.`, error);
  }
}

/** Tells a person how far it is; a file or a pipe gets the first line alone. */
function progressOf(title: string, count: number) {
  const { stderr } = process;
  let done = 0;
  stderr.write(printable(`running ${count} cases: ${title}\n`));
  return {
    on: () => {
      done++;
      if (stderr.isTTY) stderr.write(`\r${done} of ${count}`);
    },
    end: () => {
      if (stderr.isTTY) stderr.write("\r\u001b[K");
    },
  };
}

function leftBehind() {
  let count = 0;
  return {
    count: () => count,
    on: (id: string, error: unknown) => {
      count++;
      const { name = "", message = String(error) } = error as Error;
      process.stderr.write(printable(`${id} could not remove what it had made: ${name}: ${message}\n`));
    },
  };
}

/** Runs the contract of an endpoint and prints the findings; the exit code says whether they are as kept. */
export async function endpoint(options: EndpointOptions): Promise<void> {
  const target = await targetOf(options);
  const sections = chosenSections(options.section, target);
  const interruption = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => interruption.abort());
  const cases = casesOf(sections);
  const progress = progressOf(target.title, cases.length);
  const { limit } = target;
  const { signal } = interruption;
  const left = leftBehind();
  const findings = await runCases(cases, target.open, { limit, signal, on: progress.on, onLeft: left.on });
  progress.end();
  if (signal.aborted) {
    process.stderr.write(`${interruptedText(left.count())}\n`);
    process.exitCode = 130;
    return;
  }
  const kept = keptOf(readAllKept(), target.product, target.version);
  const names = sections.map(({ name }) => name);
  const report = { title: target.title, sections, findings, kept, differences: differences(kept, findings, names) };
  const text = options.json ? JSON.stringify(asJson(report), null, 2) : asText(report, stdoutColors());
  process.stdout.write(`${text}\n`);
  process.exitCode = report.differences.length === 0 ? 0 : 1;
}
