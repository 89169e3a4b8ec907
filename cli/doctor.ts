import type { Command } from "commander";
import type { DoctorOptions } from "./doctor/run.ts";

const EXIT_CODES =
  "\nExit codes: 0 nothing stops `npm start`, 1 something does, 2 the command line was not understood.";

export function addDoctor(program: Command): void {
  program
    .command("doctor")
    .description(
      "Look at this machine and the local cloud: what stops `npm start` or is odd, and where its engine is not as AWS. Starts nothing.",
    )
    .option("--all", "show everything that was looked at, and each case in which the engine is not as AWS")
    .option("--json", "print JSON")
    .addHelpText("after", EXIT_CODES)
    .action(async (options: DoctorOptions) => {
      const { doctor } = await import("./doctor/run.ts");
      await doctor(options);
    });
}
