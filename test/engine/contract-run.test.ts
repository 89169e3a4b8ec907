import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Case, Finding } from "../../local/contract/case.ts";
import { openPlace, type Place } from "../../local/contract/place.ts";
import { runCases } from "../../local/contract/run.ts";

const nowhere = { endpoint: "http://127.0.0.1:9", region: "us-east-1" };
const open = (signal: AbortSignal) => openPlace(nowhere, { signal });

const fake = (id: string, run: Case["run"]): Case => ({ id, title: id, source: "", instead: "", run });
const of = async (run: Case["run"]): Promise<Finding | undefined> => (await runCases([fake("a", run)], open))[0];

test("a case that sees nothing is as AWS, and one that sees something departs with it", async () => {
  expect(await of(async () => undefined)).toEqual({ id: "a", verdict: "as AWS" });
  expect(await of(async () => "lost")).toEqual({ id: "a", verdict: "departs", saw: "lost" });
});

test("a case that throws departs with the name of the error", async () => {
  const thrown = Object.assign(new Error(), { name: "InternalError", $metadata: { httpStatusCode: 500 } });
  expect(await of(() => Promise.reject(thrown))).toEqual({ id: "a", verdict: "departs", saw: "InternalError" });
});

test.each([
  ["InvalidAction", {}],
  ["UnknownOperationException", {}],
  ["InternalFailure", { $metadata: { httpStatusCode: 501 } }],
  ["ValidationError", { message: "Template format error: Unrecognized resource types: [AWS::Events::Archive]" }],
  ["InternalFailure", { message: "the API is not included in your plan or has not yet been emulated" }],
])("%s with %o says that the operation or the resource is missing", async (name, rest) => {
  const thrown = Object.assign(new Error(), { name, ...rest });
  expect(await of(() => Promise.reject(thrown))).toEqual({ id: "a", verdict: "missing", saw: name });
});

test("what a case has made is removed last first, whatever becomes of the case, and what is gone is no fault", async () => {
  const removed: string[] = [];
  const left: unknown[] = [];
  const gone = Object.assign(new Error(), { name: "ResourceNotFoundException" });
  const stuck = Object.assign(new Error(), { name: "Stuck" });
  const run = async ({ undo }: Place) => {
    undo(async () => removed.push("first"));
    undo(() => Promise.reject(stuck));
    undo(() => Promise.reject(gone));
    undo(async () => removed.push("last"));
    throw new Error("half way");
  };
  await runCases([fake("a", run)], open, { onLeft: (id, error) => left.push([id, error]) });
  expect(removed).toEqual(["last", "first"]);
  expect(left).toEqual([["a", stuck]]);
});

test("a case that is not done in time departs, can make nothing more, and what it made is removed", async () => {
  const removed: string[] = [];
  const late: unknown[] = [];
  const run = async ({ undo, name, signal }: Place) => {
    undo(async () => removed.push("made"));
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    undo(async () => removed.push("made too late"));
    late.push(
      await Promise.resolve("order")
        .then(name)
        .catch((error: Error) => error.name),
    );
    return pause(60_000, undefined, { ref: false });
  };
  const findings = await runCases([fake("a", run)], open, { limit: 100 });
  expect(findings).toEqual([{ id: "a", verdict: "departs", saw: "no answer in 0.1 s" }]);
  expect(removed.sort()).toEqual(["made", "made too late"]);
  expect(late).toEqual(["AbortError"]);
});

test("cases run side by side, no more than are wanted at once, and are answered in their order", async () => {
  let [running, most] = [0, 0];
  const each = (id: string) =>
    fake(id, async () => {
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      running--;
      return id;
    });
  const told: string[] = [];
  const findings = await runCases(["c", "b", "a"].map(each), open, { atOnce: 2, on: ({ id }) => told.push(id) });
  expect(most).toBe(2);
  expect(findings.map(({ id }) => id)).toEqual(["c", "b", "a"]);
  expect(told.toSorted()).toEqual(["a", "b", "c"]);
});

test("an interrupted run gives up what is under way, removes what that made, and starts nothing more", async () => {
  const interruption = new AbortController();
  const done: string[] = [];
  const waiting = fake("a", async ({ undo, until }) => {
    undo(async () => done.push("removed"));
    setImmediate(() => interruption.abort());
    await until(async () => false, 60_000);
    return "done";
  });
  const next = fake("b", async () => void done.push("started"));
  const findings = await runCases([waiting, next], open, { atOnce: 1, signal: interruption.signal });
  expect(findings).toEqual([]);
  expect(done).toEqual(["removed"]);
});

test("a place has one client of a service, names that nobody else has, and asks until it is so", async () => {
  const { place, leave } = open(new AbortController().signal);
  class Client {
    destroyed = 0;
    destroy() {
      this.destroyed++;
    }
  }
  const client = place.client(Client);
  expect(place.client(Client)).toBe(client);
  expect(place.name("orders")).toMatch(/^bugle-contract-orders-[0-9a-f]{6}$/);
  expect(place.name("orders")).not.toBe(place.name("orders"));
  let asked = 0;
  expect(await place.until(async () => ++asked === 3, 60_000)).toBe(true);
  expect(await place.until(async () => false, 0)).toBe(false);
  await leave();
  expect(client.destroyed).toBe(1);
});
