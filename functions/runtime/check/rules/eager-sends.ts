import type { Rule } from "../finding.ts";
import { handlersOf } from "../landscape.ts";

export const eagerSends: Rule = (landscape) =>
  landscape.handlers.flatMap(({ entry }) => {
    const ordered = entry.sends.some((type) => handlersOf(landscape, type).some(({ consumer }) => consumer.fifo));
    if (!entry.eager || ordered) return [];
    return {
      file: entry.file,
      message: "is eager, but sends no command of a state, and only their queues swallow what is sent twice",
      cure: "drop `eager`: its commands wait for the relay as they are",
    };
  });
