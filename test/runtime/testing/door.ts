import * as z from "zod";
import { command, document, event, handle, need, on, Rejected, state } from "../../../functions/runtime/index.ts";
import { config } from "../../../functions/runtime/needs.ts";

const doorId = z.string();

export class Opened extends event("Opened", { doorId, by: z.string() }) {}
export class Shut extends event("Shut", { doorId }) {}
export class Painted extends event("Painted", { doorId, colour: z.string() }) {}
export class Open extends command("Open", { doorId, by: z.string() }) {}
export class Ring extends command("Ring", { doorId }) {}
export class Width extends document("Width", { doorId, metres: z.number() }) {}

interface Door {
  readonly open: boolean;
  readonly rung: number;
}
const initial: Door = { open: false, rung: 0 };

export const door = state("door", { key: "doorId", from: [Opened, Shut], initial })({
  Opened: (current) => ({ ...current, open: true }),
  Shut: (current) => ({ ...current, open: false }),
});

const nobody = () => new Rejected("nobody", "nobody opens it", { help: "say who" });

export const open = handle(Open, { state: door, emits: [Opened] }, ({ data }, current) => {
  if (data.by === "") throw nobody();
  return current.open ? [] : new Opened(data);
});

export const bell = need(config(z.object({})), () => ({ ring: async (_key: string) => 1 }));

export const ring = handle(
  Ring,
  { state: door, needs: { bell }, replies: Width, attempt: ({ rung }) => rung },
  async ({ data, key }, _, { bell }) => new Width({ ...data, metres: await bell.ring(key("loud")) }),
);

export const ringOnOpened = on(Opened, { sends: [Ring] }, ({ data: { doorId } }) => new Ring({ doorId }));
