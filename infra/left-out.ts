import * as z from "zod";

/** What an endpoint on one's own machine may not know, and what it means there. */
const LEFT_OUT = {
  archive: "the archive of public events",
  "http-api": "the HTTP API in front of Lambdas, which the run serves itself",
  "stack-outputs": "outputs read from stack to stack, which are exported and imported instead",
} as const;

type Part = keyof typeof LEFT_OUT;

const parts = Object.keys(LEFT_OUT) as Part[];

function fromText(given: unknown): unknown {
  try {
    return typeof given === "string" ? JSON.parse(given) : given;
  } catch {
    return given;
  }
}

/** Of these parts, those that the endpoint is to do without, and why: an object, or its JSON. */
export const without = z.preprocess(fromText, z.partialRecord(z.enum(parts), z.string().min(1))).default({});

export type Without = Readonly<z.infer<typeof without>>;

interface Stage {
  readonly local: boolean;
  readonly handlers: "lambda" | "runner";
  readonly without: Without;
}

/** What a stage does without, each in a line that says why; a run on one's own machine tells its user. */
export function leftOut({ local, handlers, without: why }: Stage): string[] {
  const lacking = parts.filter((part) => why[part] !== undefined && (part !== "http-api" || handlers === "lambda"));
  const unwatched = local ? ["alarms and dashboards: nobody watches them here"] : [];
  return [...lacking.map((part) => `${LEFT_OUT[part]}: ${why[part]}`), ...unwatched];
}
