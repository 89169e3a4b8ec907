import type { Rule } from "../finding.ts";
import { contractOf } from "../landscape.ts";

export const ownEvents: Rule = (landscape) =>
  landscape.handlers.flatMap(({ system, entry }) =>
    entry.emits.flatMap((type) => {
      const owner = contractOf(landscape, type)?.system;
      if (owner === undefined || owner === system) return [];
      return {
        file: entry.file,
        message: `emits ${type}, which belongs to ${owner}: it would go to the topic of ${system}, where nobody expects it`,
        cure: `send a command to ${owner} and let its handler emit ${type}, or declare an event of your own`,
      };
    }),
  );
