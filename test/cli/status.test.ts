import { afterAll, beforeAll, expect, it } from "vitest";
import { pauseOf } from "../../cli/status/run.ts";
import { startEngine } from "../conformance/grounds/engine.ts";
import { commitOf } from "../conformance/samples.ts";
import { createStage, deadOf, lookAt, type Stage } from "./stage.ts";

let engine: Awaited<ReturnType<typeof startEngine>>;
let stage: Stage;

beforeAll(async () => {
  engine = await startEngine();
  stage = await createStage(engine.endpoint, "seen");
});
afterAll(async () => {
  stage.close();
  await engine.stop();
});

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

const tried = (more: object = {}) => {
  const times = { first: inMinutes(-3), last: inMinutes(-1) };
  return { count: 3, receives: 3, fingerprint: "", suspect: false, type: "Notify", code: "timeout", ...times, ...more };
};

const HEALTHY = `stage seen in account 000000000000, us-east-1 at ENDPOINT

bank
queue         visible  in flight  delayed  oldest  dead letters  by reason
bank/account  0        0          0        –       0
bank/notify   0        0          0        –       0
bank/wire     0        0          0        –       0

relay: behind –, set aside 0, given up 0; undeliverable: topic 0

sagas: not counted; --sagas reads the whole journal for it

bus: undeliverable 0; failed records: 0 objects in seen-records

all is well
`;

it("says that all is well", async () => {
  const { code, stdout } = await stage.bugle("status");

  expect(stdout.replace(engine.endpoint, "ENDPOINT")).toBe(HEALTHY);
  expect(code).toBe(0);
});

it("shows what is parked or halted by a dead letter, and what to do", async () => {
  const other = await createStage(engine.endpoint, "stopped");
  const { attempts, journal } = other.stores;
  const dead = { ...deadOf("bank/account", "stone"), last: inMinutes(-3) };
  const claim = { id: "m-1", until: inMinutes(20_000), delivery: "", nonce: 0.5, parked: true } as const;
  for (const [stream, n] of [
    ["a%2Fb", 7],
    ["gone", 3],
  ] as const) {
    const id = stream === "gone" ? "m-2" : "m-1";
    await journal.append(commitOf(`bank/account/${stream}`, n, { answers: [], claim: { ...claim, id } }));
    const parks = { stream: `bank/account/${stream}`, n };
    await attempts.write("bank/account", id, tried({ dead: { ...dead, parks } }));
  }
  await journal.append(commitOf("bank/account/gone", 4, { answers: [{ ...commitOf("", 1).answers[0]!, id: "m-2" }] }));
  await attempts.halt("bank/wire", "w-1");

  const { stdout } = await other.bugle("status");

  expect(stdout).toMatch(
    /\nstopped +waits for letter +since\nall of bank\/wire +w-1 +–\nkey a\/b of bank\/account +m-1 +3 min\n/,
  );
  expect(stdout).toContain("mend its cause and `bugle dead-letters redrive` it, or `bugle dead-letters resolve` it");
  expect(stdout.trimEnd().split("\n").at(-1)).toBe("1 parked key, 1 halted consumer");
  other.close();
});

it("shows what fails, what waits, what is dead and why, what was set aside, and what could not be delivered", async () => {
  const { attempts } = stage.stores;
  await attempts.write("bank/notify", "m-1", tried({ next: inMinutes(5) }));
  await attempts.write("bank/notify", "m-2", tried({ count: 0, next: inMinutes(9), code: "retry\u001bable" }));
  await attempts.write("bank/notify", "m-3", tried({ next: inMinutes(-1) }));
  await attempts.write("bank/account", "handled-since", tried({ next: inMinutes(5) }));
  await attempts.write("bank/notify", "m-4", tried({ dead: deadOf("bank/notify", "card-declined") }));
  await attempts.write(
    "bank/notify",
    "redriven",
    tried({ dead: { ...deadOf("bank/notify", "older"), last: "2026-01" } }),
  );
  for (const id of ["m-1", "m-2", "m-3"]) await stage.bury("notify", id);
  await stage.bury("notify-dead", "m-4", "card-declined");
  for (const queue of ["retry", "retry-dead", "topic", "bus"] as const) await stage.bury(queue, queue);

  const text = (await stage.bugle("status")).stdout;
  const { stdout } = await stage.bugle("status", "--json");

  expect(text).toMatch(/\nbank\/notify +3 +0 +0 +– +1 +1 × card-declined\n/);
  expect(text).toMatch(/\nbank\/notify +Notify +3 +3 min +in 4 min +timeout +m-1\n/);
  expect(text).toMatch(/\nbank\/notify +Notify +waits +3 min +in 8 min +retry\ufffdable +m-2\n/);
  expect(text).toContain("bank/notify: at most 1 tried before and due, or handled since");
  expect(text).not.toContain("handled-since");
  const problems =
    "1 dead letter, 1 failing message, 1 waiting message, 2 undeliverable messages, 2 messages set aside";
  expect(text.trimEnd().split("\n").at(-1)).toBe(problems);
  const { well, verdict, systems, busUndeliverable } = JSON.parse(stdout);
  expect([well, verdict, busUndeliverable]).toEqual([false, problems, 1]);
  expect(systems[0].relay).toEqual({ setAside: 1, deadLetters: 1 });
  expect(systems[0].undeliverable).toEqual({ topic: 1 });
});

it("counts what sagas wait for when it is asked to read the journal", async () => {
  const data = { transferId: "t-1", from: "a", to: "b", amount: 5 };
  const received = [{ kind: "event", type: "TransferRequested", v: 1, data, by: 0 } as const];
  const time = inMinutes(-3);
  await stage.stores.journal.append(commitOf("bank/move-money/t-1", 1, { time, events: [], sends: [], received }));

  const { stdout } = await stage.bugle("status", "--sagas");

  expect(stdout).toMatch(/\nsaga +waits for +how many +oldest +past its time\nbank\/move-money +debit +1 +3 min +0\n/);
});

it("prints JSON, one line a look, while it watches, and ends well when it is interrupted", async () => {
  const watching = stage.watch("status", "--json", "--watch", "1");

  const [first, second] = [await watching.line(), await watching.line()];
  watching.interrupt();

  expect(JSON.parse(first).place).toBe(JSON.parse(second).place);
  expect(Date.parse(JSON.parse(second).at)).toBeGreaterThan(Date.parse(JSON.parse(first).at));
  expect(await watching.code).toBe(0);
});

it("looks at a stage less often than at the local cloud, unless it is told how often", () => {
  expect([pauseOf({}), pauseOf({ stage: "prod" }), pauseOf({ stage: "prod", watch: 5 })]).toEqual([
    2_000, 30_000, 5_000,
  ]);
});

it("says which stage is not there", async () => {
  const none = await lookAt(engine.endpoint, "nowhere").bugle("status");

  expect(none).toMatchObject({ code: 1, stdout: "" });
  expect(none.stderr).toMatch(/^error: no system of this folder is deployed as stage nowhere\n/);
});
