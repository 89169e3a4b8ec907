import { describe, expect, test } from "vitest";
import { saga } from "../../../functions/runtime/index.ts";
import { givenSaga, rejected, timeout } from "../../../functions/runtime/testing/index.ts";
import { Open, Opened, Painted, Ring, Shut } from "./door.ts";

const doorId = "d-1";
const opened = new Opened({ doorId, by: "Ada" });
const initial = { open: false, rings: 0 };

const options = {
  key: "doorId",
  startedBy: [Opened],
  waits: { shutting: { for: [Shut], within: 1_000, while: (current: typeof initial) => current.open } },
  sends: [Ring],
  initial,
} as const;

const guard = saga(
  "guard",
  options,
)({
  on: {
    Opened: (current, _, { key }) => ({ state: { ...current, open: true }, send: new Ring({ doorId: key }) }),
    Shut: (current) => ({ state: { ...current, open: false } }),
  },
  rejected: { Ring: (current, { code }) => (code === "mute" ? { state: { ...current, rings: -1 } } : undefined) },
  timeout: {
    shutting: (current, _, { key }) => ({
      state: { ...current, rings: current.rings + 1 },
      send: [new Ring({ doorId: key }), new Ring({ doorId: key })],
    }),
  },
});
const ring = new Ring({ doorId });

describe("a saga's test passes where", () => {
  test("the commands are the expected ones", () => {
    givenSaga(guard).when(opened).then(ring).thenState({ open: true, rings: 0 }).thenWaits("shutting");
  });
  test("a wait has timed out", () => {
    givenSaga(guard, [opened]).when(timeout("shutting")).then(ring, ring).thenState({ open: true, rings: 1 });
  });
  test("nothing is sent and nothing awaited", () => {
    givenSaga(guard, [opened]).when(new Shut({ doorId })).thenNothing().thenWaits();
  });
  test("a timeout comes when nothing is awaited any more", () => {
    givenSaga(guard, [opened, new Shut({ doorId })])
      .when(timeout("shutting"))
      .thenNothing()
      .thenState({ open: false, rings: 0 });
  });
  test("a command was refused", () => {
    givenSaga(guard, [opened]).when(rejected(ring, "mute")).thenNothing().thenState({ open: true, rings: -1 });
  });
  test("the refusal of a command has no step", () => {
    givenSaga(guard, [opened])
      .when(rejected(new Open({ doorId, by: "Bob" }), "mute"))
      .thenState({ open: true, rings: 0 });
  });
});

describe("a saga's test fails where", () => {
  const outcome = givenSaga(guard).when(opened);
  test("the commands differ", () => {
    expect(() => outcome.then(new Ring({ doorId: "d-2" }))).toThrow(`but got:\n  Ring {"doorId":"d-1"}`);
  });
  test("nothing is expected", () => {
    expect(() => outcome.thenNothing()).toThrow("expected:\n  nothing");
  });
  test("the state differs", () => {
    expect(() => outcome.thenState({ open: false, rings: 0 })).toThrow(`the state is\n  {"open":true,"rings":0}`);
  });
  test("it waits for something else", () => {
    expect(() => outcome.thenWaits()).toThrow("it waits for shutting");
  });
});

describe("what is wrong itself is told where", () => {
  test("the outcome is awaited", async () => {
    const outcome = givenSaga(guard).when(opened) as unknown as Promise<void>;
    await expect((async () => await outcome)()).rejects.toThrow("do not await a saga's test");
  });
  test("nothing is expected by then", () => {
    expect(() => givenSaga(guard).when(opened).then()).toThrow("use thenNothing()");
  });
  test("the saga does not hear the event", () => {
    const painted = new Painted({ doorId, colour: "red" });
    expect(() => givenSaga(guard).when(painted)).toThrow("guard has no step for Painted");
  });
  test("there is no such wait", () => {
    expect(() => givenSaga(guard, [opened]).when(timeout("opening"))).toThrow("no step for timeout of opening");
  });
  test("two processes are mixed up", () => {
    expect(() => givenSaga(guard, [opened]).when(new Shut({ doorId: "d-2" }))).toThrow("hears of d-1 and d-2");
  });
  test("the saga sends what it did not declare", () => {
    const rash = saga("rash", { ...options, waits: {} })({
      on: { Opened: () => ({ send: new Open({ doorId, by: "Bob" }) as unknown as Ring }) },
      timeout: {},
    });
    expect(() => givenSaga(rash).when(opened)).toThrow("rash sent Open");
  });
  test("the saga's state cannot be stored", () => {
    const odd = saga("odd", { key: "doorId", startedBy: [Opened], waits: {}, sends: [Ring], initial: {} as unknown })({
      on: { Opened: () => ({ state: { seen: new Set() } }) },
      timeout: {},
    });
    expect(() => givenSaga(odd).when(opened)).toThrow("odd.seen cannot be stored as JSON");
  });
});
