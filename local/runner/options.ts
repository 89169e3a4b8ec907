import { parseArgs } from "node:util";
import { LocalError } from "../engine/errors.ts";

export interface Options {
  /** Ends when the first order's journey is complete. */
  readonly once: boolean;
  readonly quiet: boolean;
  readonly json: boolean;
  readonly help: boolean;
}

export const usage = `usage: npm start [-- options]

Starts the local cloud, deploys the app to it, runs its handlers and places one order.

  --once    end when the order's journey is complete; exit code 1 if it is not within 60 seconds
  --quiet   no line per message
  --json    everything as JSON lines
  --help    this text

Environment:
  BUGLE_API_PORT     port of the HTTP API (default 3000)
  BUGLE_PORT         port of the engine (default 4566)
  BUGLE_HOME         folder for the .bugle folder of this run (default: the checkout)
  AWS_ENDPOINT_URL   a LocalStack-compatible endpoint on this machine, to use instead of an own engine`;

/** Reads the options; throws LocalError `usage` for one that is not known. */
export function readOptions(args: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        once: { type: "boolean", default: false },
        quiet: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false, short: "h" },
      },
    });
    return values;
  } catch (cause) {
    const [first = ""] = (cause as Error).message.split(". ");
    throw new LocalError({
      code: "usage",
      message: `${first}.`,
      help: "`npm start -- --help` lists the options.",
      cause,
    });
  }
}
