import type { Ports, Roads } from "../ports.ts";
import type { Routes } from "../routes.ts";
import { address, sendEach } from "./dispatch.ts";

/** Puts commands into the FIFO queues they are for, and only those: a queue that deduplicates swallows what the relay sends again. */
export const early =
  (routes: Pick<Routes, "commands">, roads: Pick<Roads, "send">): NonNullable<Ports["early"]> =>
  (messages) => {
    const ordered = messages.filter(({ envelope }) => routes.commands[envelope.type]?.fifo);
    return Promise.all(
      sendEach(
        roads,
        ordered.map((message) => address({ ...routes, repliesTo: {} }, message)),
      ),
    );
  };
