import type { Command } from "commander";
import { EXIT_CODES, withPlaceOptions } from "./place.ts";
import { positive } from "./positive.ts";
import type { StatusOptions } from "./status/run.ts";

export function addStatus(program: Command): void {
  withPlaceOptions(program.command("status"))
    .description("Show what waits, fails and is given up; no message is received for it.")
    .option("--sagas", "count what sagas wait for on AWS too: reads the whole journal (locally always)")
    .option(
      "--watch [seconds]",
      "look again, until Ctrl-C (default: every 2 seconds; of a stage 30, as a look reads up to 10 MB per system)",
      positive,
    )
    .option("--json", "print JSON; with --watch one line per look")
    .addHelpText("after", EXIT_CODES)
    .action(async (options: StatusOptions) => {
      const { status } = await import("./status/run.ts");
      await status(options);
    });
}
