import type { Rule } from "../finding.ts";

/** What the compiler refuses too, for whoever starts without compiling. */
export const kindsFit: Rule = ({ handlers }) =>
  handlers.flatMap(({ definition, entry: { file } }) => {
    if (definition?.is === "subscriber" && definition.contract.kind !== "event")
      return {
        file,
        message: `it subscribes to ${definition.contract.type}, which is a ${definition.contract.kind}: nobody would ever hear it`,
        cure: "subscribe to the event that tells of it, or answer it with `handle`",
      };
    if (definition?.is === "handler" && definition.contract.kind !== "command")
      return {
        file,
        message: `it handles ${definition.contract.type}, which is an ${definition.contract.kind}: those have subscribers`,
        cure: "use `on` in a file named for what it does on that event",
      };
    return [];
  });
