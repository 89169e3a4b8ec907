import type { Command } from "commander";
import { positive } from "./positive.ts";
import type { SimulateOptions } from "./simulate/run.ts";

export function addSimulate(program: Command): void {
  program
    .command("simulate")
    .description("Let something that is not there use the systems of a local run.")
    .command("devices")
    .description("Register a fleet of devices and let it report temperatures: the same seed sends the same bytes.")
    .option("--count <n>", "devices", positive, 100)
    .option("--seed <n>", "of all that is drawn", positive, 1)
    .option("--minutes <n>", "of reports, one a device and minute, as fast as they are accepted", positive, 5)
    .option("--from <time>", "ISO 8601, of the first minute (default: so that the last one is now)")
    .option("--fleet <id>", "to which the devices belong", "simulated")
    .option(
      "--faults",
      "some reports are lost, come twice, late or in disorder; some clocks are wrong, some installs fail",
    )
    .option(
      "--key-file <file>",
      "JSON of device keys, made where it is missing (default: device-keys.json in the .bugle folder)",
    )
    .option("--url <address>", "where the API is (default: the local run of this folder)")
    .option("--json", "print the figures as JSON")
    .addHelpText(
      "after",
      "\nDevices ask for their commands every five minutes and in the last one, and do what they are told.\n" +
        "Exit codes: 0 the fleet has reported, whatever was refused of it, 1 it could not, 2 the command line was not understood, 130 interrupted.",
    )
    .action(async (options: SimulateOptions) => {
      const { simulateDevices } = await import("./simulate/run.ts");
      await simulateDevices(options);
    });
}
