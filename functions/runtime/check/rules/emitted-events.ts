import type { Rule } from "../finding.ts";
import { emittersOf, listenersOf } from "../landscape.ts";

/** Told at each listener, which waits in vain, or else at the contract, which nothing uses. */
export const emittedEvents: Rule = (landscape) =>
  landscape.contracts
    .filter(({ kind, type }) => kind === "event" && emittersOf(landscape, type).length === 0)
    .flatMap(({ type, file }) => {
      const cure = `name ${type} in the \`emits\` of the handler that causes it, or delete the contract`;
      const listeners = listenersOf(landscape, type);
      if (listeners.length === 0) return [{ file, message: `nobody emits ${type}`, cure }];
      return listeners.map(({ entry }) => ({
        file: entry.file,
        message: `listens to ${type}, which nobody emits`,
        cure,
      }));
    });
