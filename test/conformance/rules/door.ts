import * as z from "zod";
import { command, event, handle, Rejected, Retryable, state, Terminal } from "../../../functions/runtime/index.ts";
import type { Need } from "../../../functions/runtime/needs.ts";

const doorId = z.string();
export class Opened extends event("Opened", { doorId, by: z.string() }) {}
export class Open extends command("Open", { doorId, by: z.string() }) {}

export interface Door {
  opened: number;
  by: readonly string[];
}

export const door = state("door", { key: "doorId", from: [Opened], initial: { opened: 0, by: [] } as Door })({
  Opened: ({ opened, by }, data) => {
    if (data.by === "does not fold") throw new Error("no");
    return { opened: opened + 1, by: [...by, data.by] };
  },
});

/** What the command's `by` makes of it. */
export const open = handle(Open, { state: door, emits: [Opened] }, ({ data }) => {
  if (data.by === "nobody") return [];
  if (data.by === "a stranger") throw new Rejected("stranger", "strangers stay outside", { about: { by: data.by } });
  if (data.by === "later") throw new Retryable({ after: 5_000 });
  if (data.by === "fails") throw new Error("jammed");
  if (data.by === "never") throw new Terminal("walled-up", "there is no door any more");
  if (data.by === "too much")
    return Array.from({ length: 3 }, () => new Opened({ doorId: data.doorId, by: "x".repeat(200_000) }));
  if (data.by === "too large") return new Opened({ doorId: data.doorId, by: "x".repeat(300_000) });
  return new Opened(data);
});

/** A door that asks somebody outside before it opens. */
export const ring = (answer: (key: string) => Promise<void>, effect: "again" | "hold" = "again") => {
  const bell: Need<{ ring(key: string): Promise<void> }> = { uses: [], create: () => ({ ring: answer }) };
  return handle(
    Open,
    { state: door, emits: [Opened], needs: { bell }, effect, attempt: ({ opened }) => opened },
    async ({ data, key }, _, { bell }) => {
      await bell.ring(key());
      return new Opened(data);
    },
  );
};
