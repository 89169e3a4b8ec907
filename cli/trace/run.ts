import { dynamodbTrace } from "../../functions/runtime/aws/dynamodb-trace.ts";
import { isComplete, journey } from "../../functions/runtime/edge/journey.ts";
import { BugleError } from "../../functions/runtime/errors.ts";
import { allListeners } from "../../local/runner/apis.ts";
import { journeyLines } from "../../local/runner/journey-lines.ts";
import { stdoutColors } from "../colors.ts";
import type { Place, PlaceOptions } from "../place/open.ts";
import { inPlace } from "../place.ts";
import { printableData } from "../printable.ts";

export interface TraceOptions extends PlaceOptions {
  readonly json?: true;
}

/** All systems of a stage share one table of traces. */
async function read({ deployed, looking }: Place, correlationId: string) {
  const table = deployed.systems.map(({ environment }) => environment.tables.trace).find((name) => name !== undefined);
  const entries = table === undefined ? [] : await dynamodbTrace(looking.dynamodb, table).read(correlationId);
  if (entries.length > 0) return entries;
  throw new BugleError("no-trace", `nothing is known of a journey ${correlationId}`, {
    help: "journeys are kept for 7 days, and on AWS one in twenty unless the stage was deployed with -c trace=always",
  });
}

export async function trace(correlationId: string, options: TraceOptions): Promise<void> {
  await inPlace(options, async (place) => {
    const entries = await read(place, correlationId);
    const complete = isComplete(entries, allListeners(place.loaded.manifest));
    const nodes = journey(entries);
    if (options.json) {
      const whole = { place: place.title, correlationId, complete, journey: nodes, entries };
      process.stdout.write(`${JSON.stringify(whole, null, 2)}\n`);
      return;
    }
    const end = complete ? "complete" : "not complete: some message has not been handled yet";
    const text = [place.title, "", ...journeyLines(printableData(nodes), stdoutColors()), "", end];
    process.stdout.write(`${text.join("\n")}\n`);
  });
}
