import { listed, type Rule } from "../finding.ts";
import { handlersOf } from "../landscape.ts";

export const oneHandler: Rule = (landscape) =>
  landscape.contracts
    .filter(({ kind }) => kind === "command")
    .flatMap(({ type, file }) => {
      const files = handlersOf(landscape, type).map(({ entry }) => entry.file);
      if (files.length === 0)
        return {
          file,
          message: `command ${type} has no handler, so whatever is sent is refused`,
          cure: `write its handler: export default handle(${type}, …), or delete the contract`,
        };
      if (files.length === 1) return [];
      return {
        file: files[1] ?? file,
        message: `command ${type} has ${files.length} handlers: ${listed(files)}`,
        cure: "keep one; whoever else wants to know subscribes to an event that the one handler emits",
      };
    });
