import type { Rule } from "../finding.ts";
import { handlersOf, kindOf, sagaOf } from "../landscape.ts";

export const awaitedReplies: Rule = (landscape) =>
  landscape.handlers.filter(sagaOf).flatMap(({ entry }) => {
    const replies = new Set(
      entry.sends.flatMap((command) => handlersOf(landscape, command).map((handler) => handler.entry.replies)),
    );
    return entry.receives
      .filter((type) => kindOf(landscape, type) === "document" && type !== "Rejection" && !replies.has(type))
      .map((type) => ({
        file: entry.file,
        message: `waits for ${type}, which no command that it sends is answered with`,
        cure: `send the command whose handler says replies: ${type}, or take ${type} out of the wait`,
      }));
  });
