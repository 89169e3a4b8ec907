import { parseArgs } from "node:util";

export interface Options<N extends string> {
  readonly help: boolean;
  readonly json: boolean;
  readonly quick: boolean;
  readonly only: readonly N[];
}

/** Reads the options of a bench whose parts have `names`, each part a `what`; throws for an option or a part that is not known. */
export function readOptions<N extends string>(args: readonly string[], what: string, names: readonly N[]): Options<N> {
  const isName = (text: string): text is N => names.some((name) => name === text);
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: "boolean", default: false, short: "h" },
      json: { type: "boolean", default: false },
      quick: { type: "boolean", default: false },
      only: { type: "string", multiple: true, default: [] },
    },
  });
  const wrong = values.only.find((name) => !isName(name));
  if (wrong !== undefined) throw new Error(`there is no ${what} ${wrong}: the ${what}s are ${names.join(", ")}`);
  return { ...values, only: values.only.filter(isName) };
}
