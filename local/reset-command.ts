import { parseArgs } from "node:util";
import type { LocalError } from "./engine/errors.ts";
import { reset } from "./engine/reset.ts";
import { homeOf } from "./runner/home.ts";

const usage = `usage: npm run reset [-- options], or npx bugle reset [options] where Bugle is installed

Clears what local runs have kept, so that the next start begins with nothing: tables, queues, schedules and charges.
An engine that a killed run has left is stopped. Refuses while a run is up; twice is as good as once.

  --json    what was removed, as one line of JSON
  --help    this text

Environment:
  BUGLE_HOME   folder of the .bugle folder that is cleared (default: the checkout)

Exit codes: 0 cleared, 1 refused or failed, 2 an option is wrong`;

const say = (text: string) => process.stdout.write(`${text}\n`);

function readOptions(args: readonly string[]) {
  try {
    const boolean = { type: "boolean", default: false } as const;
    return parseArgs({ args: [...args], options: { json: boolean, help: { ...boolean, short: "h" } } }).values;
  } catch (error) {
    process.stderr.write(
      `${(error as Error).message.split(". ")[0]}.\n\`npm run reset -- --help\` lists the options.\n`,
    );
    return undefined;
  }
}

/** `npm run reset` with these arguments, for the checkout or project in `root`; answers the exit code. */
export async function resetCommand(args: readonly string[], root: string): Promise<number> {
  const options = readOptions(args);
  if (!options) return 2;
  if (options.help) {
    say(usage);
    return 0;
  }
  try {
    const removed = await reset(homeOf(root, process.env));
    if (options.json) say(JSON.stringify({ removed }));
    else say(removed.length === 0 ? "There was nothing to clear." : `Cleared: ${removed.join(", ")}.`);
    return 0;
  } catch (error) {
    const { message, help } = error as Partial<LocalError>;
    process.stderr.write(`${[message, help].filter(Boolean).join("\n")}\n`);
    return 1;
  }
}
