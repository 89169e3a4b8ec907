import { parseArgs } from "node:util";
import { engineNames, productNamed } from "../engine/endpoint.ts";
import { LocalError } from "../engine/errors.ts";

/** What a run stands on: the engine, with handlers in this process or as Lambdas inside it, or memory. */
export type Mode = "runner" | "lambda" | "memory";

export interface Options {
  /** Systems by name; none: those that the project names. */
  readonly names: readonly string[];
  readonly all: boolean;
  readonly mode: Mode;
  /** The engine by name; undefined: the one of BUGLE_ENGINE, else MiniStack. */
  readonly engine: string | undefined;
  /** Ends when the journeys of all systems are complete. */
  readonly once: boolean;
  readonly quiet: boolean;
  readonly json: boolean;
  readonly help: boolean;
}

export const usage = `usage: npm start [-- systems… options], or npx bugle start [systems…] [options] where Bugle is installed

Starts the local cloud, deploys systems to it, runs their handlers and lets one journey of each run. The next
start goes on with the data of this one; \`npm run reset\` (or \`npx bugle reset\`) clears it. What is saved
under functions/ is taken up at once.

  systems…       folders under functions/; none: those that package.json names as "bugle": { "start": […] },
                 else all
  --all          all systems
  --engine NAME  ministack (the default), or localstack: LocalStack itself, without Docker; the first time it
                 fetches 47 MB and takes 250 MB in .bugle, and its data ends with it
  --memory       everything in this process: no engine, no Python, nothing deployed; all data is gone at the end
  --lambda       the handlers as Lambdas inside the engine, bundled as for AWS; edits take effect with the next start
  --once         end when every journey is complete; exit code 1 if one is not within 60 seconds
  --quiet        no line per message; there is none either while first data is loaded
  --json         everything as JSON lines
  --help         this text

Environment:
  BUGLE_API_PORT     port of the HTTP API (default 3000)
  BUGLE_PORT         port of the engine (default 4566)
  BUGLE_ENGINE       the engine where --engine names none
  BUGLE_HOME         folder for the .bugle folder of this run (default: the checkout)
  BUGLE_FUNCTIONS    folder of the systems (default: functions/)
  AWS_ENDPOINT_URL   a LocalStack-compatible endpoint on this machine, to use instead of an own engine

Exit codes: 0 done or stopped, 1 failed, 2 an option is wrong, 130 stopped before --once was done`;

const wrong = (message: string, cause?: unknown) =>
  new LocalError({ code: "usage", message, help: "`npm start -- --help` lists the options.", cause });

/** Reads the options; throws LocalError `usage` for one that is not known, and for two that exclude each other. */
export function readOptions(args: readonly string[]): Options {
  const { positionals: names, values: given } = parse(args);
  const { memory, lambda, engine, ...values } = given;
  if (values.all && names.length > 0) throw wrong("--all and names of systems exclude each other.");
  if (memory && lambda) throw wrong("--memory and --lambda exclude each other.");
  if (memory && engine !== undefined) throw wrong("--memory and --engine exclude each other.");
  if (engine !== undefined && !productNamed(engine))
    throw wrong(`There is no engine ${engine}: --engine takes ${engineNames.join(" or ")}.`);
  return { ...values, names, engine, mode: memory ? "memory" : lambda ? "lambda" : "runner" };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        all: { type: "boolean", default: false },
        engine: { type: "string" },
        memory: { type: "boolean", default: false },
        lambda: { type: "boolean", default: false },
        once: { type: "boolean", default: false },
        quiet: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false, short: "h" },
      },
    });
  } catch (cause) {
    const [first = ""] = (cause as Error).message.split(". ");
    throw wrong(`${first}.`, cause);
  }
}
