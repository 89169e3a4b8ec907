import type { Command } from "commander";
import { misused } from "./failure.ts";
import type { Place, PlaceOptions } from "./place/open.ts";
import { rootOption } from "./systems.ts";

export const withPlaceOptions = (command: Command): Command =>
  command
    .addOption(rootOption())
    .option("--stage <name>", "a stage on AWS, with your own credentials (default: the local cloud)")
    .option("--region <name>", "AWS region of the stage (default: your profile's)");

export const EXIT_CODES =
  "\nExit codes: 0 looked, whatever was found, 1 could not look, 2 the command line was not understood.";

/** Opens the place that the options name, and closes it when the work is done. */
export async function inPlace<T>(options: PlaceOptions, work: (place: Place) => Promise<T>): Promise<T> {
  if (options.region !== undefined && options.stage === undefined)
    throw misused("--region is of a stage on AWS, and none is named", "Name it with --stage, or leave --region out.");
  // Every command would pay for the AWS SDK otherwise.
  const { openPlace } = await import("./place/open.ts");
  const { explained } = await import("./place/aws-failure.ts");
  return explained(async () => {
    const place = await openPlace(options);
    try {
      return await work(place);
    } finally {
      place.close();
    }
  });
}
