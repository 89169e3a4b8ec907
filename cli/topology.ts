import { type Command, Option } from "commander";
import { commandsOfApis } from "../functions/runtime/check/index.ts";
import { stdoutColors } from "./colors.ts";
import { misused } from "./failure.ts";
import { loadSystems, rootOption } from "./systems.ts";
import { asMermaid } from "./topology/mermaid.ts";
import { asText } from "./topology/text.ts";
import { topologyOf } from "./topology/topology-of.ts";

interface Options {
  readonly root: string;
  readonly format: "text" | "json" | "mermaid";
  readonly json?: true;
  readonly system?: string;
}

async function topology({ root: folder, format, json, system }: Options): Promise<void> {
  const { root, loaded } = await loadSystems(folder);
  const all = topologyOf(loaded.manifest, await commandsOfApis(root, loaded.manifest));
  const names = all.systems.map(({ name }) => name);
  if (system !== undefined && !names.includes(system))
    throw misused(`there is no system ${system}`, `The systems are ${names.join(", ")}.`);
  const shown = { systems: all.systems.filter(({ name }) => system === undefined || name === system) };
  const print = {
    text: () => asText(shown, stdoutColors()),
    json: () => JSON.stringify(shown, null, 2),
    mermaid: () => asMermaid(all, system),
  }[json ? "json" : format];
  process.stdout.write(`${print()}\n`);
}

export function addTopology(program: Command): void {
  program
    .command("topology")
    .description("Show who says what, who hears it, and the queues in between.")
    .addOption(rootOption())
    .option("--system <name>", "only this system")
    .addOption(new Option("--format <format>", "how to print").choices(["text", "json", "mermaid"]).default("text"))
    .addOption(new Option("--json", "the same as --format json").conflicts("format"))
    .addHelpText(
      "after",
      "\nExit codes: 0 printed, 1 a file could not be loaded, 2 the command line was not understood.",
    )
    .action(topology);
}
