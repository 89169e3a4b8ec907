import { expect, it } from "vitest";
import * as z from "zod";
import { command, event, handle, on, projection, saga, state } from "../../../functions/runtime/index.ts";
import type { Definition } from "../../../functions/runtime/manifest.ts";
import { bench, received } from "./bench.ts";

class Quote extends command("Quote", { id: z.string() }, { expiresAfter: 1_000 }) {}
class Quoted extends event("Quoted", { id: z.string() }, { expiresAfter: 1_000 }) {}

const expirytime = "2026-01-01T00:00:01.000Z";
const book = state("book", { key: "id", from: [Quoted], initial: 0 })({ Quoted: (count) => count + 1 });
const stream = "test/book/1";
const quote = (id: string) => received(id, new Quote({ id: "1" }), { group: "1", expirytime, replyto: "test/desk/1" });
const quoted = () => received(`${stream}@1.0`, new Quoted({ id: "1" }), { expirytime, stream, streamversion: 1 });
const refusal = {
  code: "expired",
  reason: `Quote was to be handled by ${expirytime}`,
  help: "send it anew if it should still be done",
};

it("a command that comes too late is answered as expired, and the saga that sent it is told", async () => {
  const ran: string[] = [];
  const handler = handle(Quote, { state: book, emits: [Quoted] }, ({ id, data }) => {
    ran.push(id);
    return new Quoted(data);
  });
  const place = bench("quote.ts", handler);
  place.clock.now += 1_000;
  await place.deliver(quote("in time"));
  place.clock.now += 1;
  await place.deliver(quote("late"), quote("in time"));
  await place.deliver(quote("late"));
  expect([ran, place.log.map(({ outcome }) => outcome)]).toEqual([
    ["in time"],
    ["done", "rejected", "duplicate", "duplicate"],
  ]);
  const { answers, sends, events } = place.ground.all()[1] ?? {};
  expect([events, answers?.map(({ rejected }) => rejected)]).toEqual([[], [refusal]]);
  const data = { command: "Quote", ...refusal, request: { id: "1" } };
  expect(sends).toEqual([{ kind: "document", type: "Rejection", v: 1, data, to: "test/desk/1", by: 0 }]);
});

it("an effect does not happen for what has expired", async () => {
  let effects = 0;
  const need = { uses: [], create: () => () => void effects++ };
  const handler = handle(Quote, { needs: { need } }, (_, __, made) => (made.need as () => void)());
  const place = bench("quote.ts", handler);
  place.clock.now += 1_001;
  await place.deliver(quote("late"));
  expect([effects, place.log.map(({ outcome }) => outcome)]).toEqual([0, ["rejected"]]);
});

it("an event that comes too late to a subscriber is answered, and nothing done", async () => {
  const heard: string[] = [];
  const place = bench(
    "hear-on-quoted.ts",
    on(Quoted, {}, ({ id }) => void heard.push(id)),
  );
  place.clock.now += 1_001;
  await place.deliver(quoted());
  expect([heard, place.ground.all().flatMap(({ answers }) => answers.map(({ rejected }) => rejected?.code))]).toEqual([
    [],
    ["expired"],
  ]);
});

it("an at-most-once subscriber drops it", async () => {
  const heard: string[] = [];
  const handler = on(Quoted, { delivery: "at-most-once" }, ({ id }) => void heard.push(id));
  const place = bench("hear-on-quoted.ts", handler);
  await place.deliver(quoted());
  place.clock.now += 1_001;
  await place.deliver(quoted());
  expect([heard, place.log.map(({ outcome }) => outcome)]).toEqual([[`${stream}@1.0`], ["done", "rejected"]]);
});

it("a saga folds what comes, however late, since its state is what it has heard", async () => {
  const desk = saga("desk", { key: "id", startedBy: [Quoted], sends: [], initial: 0, waits: {} })({
    on: { Quoted: (count) => ({ state: count + 1 }) },
    timeout: {},
  });
  const place = bench("desk.saga.ts", desk);
  place.clock.now += 1_001;
  await place.deliver(quoted());
  expect(place.ground.all()[0]?.received?.map(({ type }) => type)).toEqual(["Quoted"]);
});

it("a read model folds it too: a gap would be for ever", async () => {
  const quotes = projection("quotes", { of: book, initial: 0 })({ Quoted: (count) => count + 1 });
  const place = bench("quotes.projection.ts", quotes as Definition);
  place.clock.now += 1_001;
  await place.deliver(quoted());
  expect((await place.ground.models.read("test/quotes", "1"))?.row).toBe(1);
});
