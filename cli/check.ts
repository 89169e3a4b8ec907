import type { Command } from "commander";
import { stdoutColors } from "./colors.ts";
import { block, scope, summary } from "./findings.ts";
import { readSystems, rootOption, type Systems } from "./systems.ts";

interface Options {
  readonly root: string;
  readonly json?: true;
}

const asText = (systems: Systems, colors = stdoutColors()) =>
  [...systems.findings.map((finding) => `${block(systems.root, finding, colors)}\n`), summary(systems, colors)].join(
    "\n",
  );

const asJson = (systems: Systems) =>
  JSON.stringify({ root: systems.root, checked: scope(systems), findings: systems.findings }, null, 2);

async function check({ root, json }: Options): Promise<void> {
  const systems = await readSystems(root);
  process.stdout.write(`${json ? asJson(systems) : asText(systems)}\n`);
  if (systems.findings.length > 0) process.exitCode = 1;
}

export function addCheck(program: Command): void {
  program
    .command("check")
    .description("Check contracts, handlers and sagas by the rules that a compiler cannot know.")
    .addOption(rootOption())
    .option("--json", "print the findings as JSON")
    .addHelpText("after", "\nExit codes: 0 no findings, 1 findings, 2 the command line was not understood.")
    .action(check);
}
