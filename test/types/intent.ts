import * as z from "zod";
import { command, document, event } from "../../functions/runtime/contract.ts";
import { handle, on } from "../../functions/runtime/handler.ts";
import { config, need } from "../../functions/runtime/needs.ts";
import { projection, totals } from "../../functions/runtime/projection.ts";
import { saga } from "../../functions/runtime/saga.ts";
import { state } from "../../functions/runtime/state.ts";

class Opened extends event("Opened", { doorId: z.string() }) {}
class Shut extends event("Shut", { doorId: z.string(), by: z.string() }) {}
class Open extends command("Open", { doorId: z.string() }) {}
class Shout extends command("Shout", { text: z.string() }) {}
class Width extends document("Width", { metres: z.number() }) {}

interface Door {
  status: "open" | "shut";
}
const door = state("door", {
  key: "doorId",
  from: [Opened, Shut],
  initial: { status: "shut" } as Door,
})({
  Opened: (current) => ({ ...current, status: "open" }),
  Shut: (current, { by }) => (by ? { status: "shut" } : current),
});

// What is right compiles.
handle(Open, { state: door, emits: [Opened] }, ({ data }, current) =>
  current.status === "open" ? [] : new Opened(data),
);
handle(Shout, { sends: [Open] }, ({ data }) => new Open({ doorId: data.text }));
handle(Open, { state: door, replies: Width }, () => new Width({ metres: 1 }));
on(Opened, { sends: [Shout] }, ({ data }) => [new Shout({ text: data.doorId })]);

// A subscriber of a command.
// @ts-expect-error commands have one handler, not subscribers
on(Open, {}, () => []);
// A handler of an event.
// @ts-expect-error events have subscribers, not a handler
handle(Opened, {}, () => []);
// An event sent as a command, a command emitted as an event.
// @ts-expect-error only commands are sent
handle(Shout, { sends: [Opened] }, () => []);
// @ts-expect-error only events are emitted
handle(Open, { state: door, emits: [Shout] }, () => []);
// An undeclared emit.
// @ts-expect-error Shut is not in emits
handle(Open, { state: door, emits: [Opened] }, ({ data }) => new Shut({ ...data, by: "me" }));
// An undeclared send.
// @ts-expect-error Open is not in sends
on(Opened, { sends: [Shout] }, ({ data }) => new Open(data));
// Facts need a home.
// @ts-expect-error a handler without state emits nothing
handle(Shout, { emits: [Opened] }, () => new Opened({ doorId: "1" }));
// A wrong payload.
// @ts-expect-error doorId is a string
new Open({ doorId: 1 });
// @ts-expect-error by is missing
new Shut({ doorId: "1" });
// A payload field that is not there.
// @ts-expect-error no such field
handle(Open, { state: door }, ({ data }) => void data.colour);
// A forgotten case.
// @ts-expect-error Shut has no fold
state("door", { key: "doorId", from: [Opened, Shut], initial: {} as Door })({ Opened: (current) => current });
// A fold of another type.
// @ts-expect-error ajar is not a status
state("door", { key: "doorId", from: [Opened], initial: {} as Door })({ Opened: () => ({ status: "ajar" }) });

const settings = config(z.object({ bell: z.url() }));
const bell = need(settings, ({ bell }) => ({ ring: async (times: number) => `${bell}${times}` }));
handle(Open, { needs: { bell } }, async (_, __, { bell }) => void (await bell.ring(2)));
// @ts-expect-error the bell counts in numbers
handle(Open, { needs: { bell } }, async (_, __, { bell }) => void (await bell.ring("twice")));
// @ts-expect-error no such setting
need(settings, ({ gong }) => gong);

projection("doors", { of: door, initial: { opened: 0 } })({ Opened: (row) => ({ opened: row.opened + 1 }) });
// @ts-expect-error door has no such fact
projection("doors", { of: door, initial: { opened: 0 } })({ Painted: (row) => row });

const doors = { of: door, total: () => "all", initial: { opened: 0 } };
const add = (one: { opened: number }, other: { opened: number }) => ({ opened: one.opened + other.opened });
totals("doors", { ...doors, spread: (total) => total.length, merge: add })({
  Opened: (row) => add(row, { opened: 1 }),
});
// @ts-expect-error a spread total says what its parts come to
totals("doors", { ...doors, spread: 2 });
// @ts-expect-error what is in one part needs no merge
totals("doors", { ...doors, merge: add });
// @ts-expect-error a merge answers a row
totals("doors", { ...doors, spread: 2, merge: () => 2 });

const guard = { key: "doorId", startedBy: [Opened], sends: [Shout], initial: { calm: true } } as const;
saga("guard", { ...guard, waits: { shut: { for: [Shut], within: 1000, while: (state) => !state.calm } } })({
  on: { Opened: () => ({ state: { calm: false as true } }), Shut: (_, { by }) => ({ send: new Shout({ text: by }) }) },
  timeout: { shut: () => ({ send: new Shout({ text: "!" }) }) },
});
saga("guard", { ...guard, waits: { shut: { for: [Shut], within: 1000, while: (state) => !state.calm } } })({
  on: { Opened: () => undefined, Shut: () => undefined },
  // @ts-expect-error every wait has a timeout
  timeout: {},
});
saga("guard", {
  ...guard,
  // @ts-expect-error a wait says how long
  waits: { shut: { for: [Shut], while: () => true } },
});
saga("guard", { ...guard, waits: {} })({
  // @ts-expect-error the saga may not send Open
  on: { Opened: (_, { doorId }) => ({ send: new Open({ doorId }) }) },
  timeout: {},
});
