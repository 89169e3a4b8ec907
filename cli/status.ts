import type { Command } from "commander";
import { EXIT_CODES, withPlaceOptions } from "./place.ts";
import type { StatusOptions } from "./status/run.ts";

export function addStatus(program: Command): void {
  withPlaceOptions(program.command("status"))
    .description("Show what waits, fails and is given up; no message is received for it.")
    .option("--sagas", "count what sagas wait for on AWS too: reads the whole journal (locally always)")
    .option("--watch", "look again every 2 seconds, until Ctrl-C")
    .option("--json", "print JSON; with --watch one line per look")
    .addHelpText("after", EXIT_CODES)
    .action(async (options: StatusOptions) => {
      const { status } = await import("./status/run.ts");
      await status(options);
    });
}
