import { describe, expect, test } from "vitest";
import { handle, on, Retryable, Terminal } from "../../../functions/runtime/index.ts";
import { given } from "../../../functions/runtime/testing/index.ts";
import { door, Open, Opened, open, Painted, Ring, ring, ringOnOpened, Shut, Width } from "./door.ts";

const doorId = "d-1";
const opened = new Opened({ doorId, by: "Ada" });
const ask = new Open({ doorId, by: "Ada" });

describe("a handler's test passes where", () => {
  test("the answer is the expected message", () => given(open).when(ask).then(opened));
  test("there is no answer and none is expected", () => given(open, [opened]).when(ask).thenNothing());
  test("facts fold in order", () =>
    given(open, [opened, new Shut({ doorId })])
      .when(ask)
      .then(opened));
  test("the domain says no as expected", () =>
    given(open)
      .when(new Open({ doorId, by: "" }))
      .thenRejected("nobody"));
  test("a subscriber without state sends what is expected", () =>
    given(ringOnOpened).when(opened).then(new Ring({ doorId })));
  test("an async handler answers a document by a fake need", () =>
    given(ring)
      .when(new Ring({ doorId }), { needs: { bell: { ring: async () => 2 } } })
      .then(new Width({ doorId, metres: 2 })));
  test("a fault is told apart by verdict and code", async () => {
    const terminal = handle(Open, {}, () => {
      throw new Terminal("broken", "it is broken");
    });
    const waits = handle(Open, {}, async () => {
      throw new Retryable();
    });
    await given(terminal).when(ask).thenFails("terminal", "broken");
    await given(waits).when(ask).thenFails("retryable");
  });
});

test("the provider's key tells stream, finished attempts and effect", async () => {
  const keys: string[] = [];
  const note = async (key: string) => keys.push(key);
  await given(ring, [opened])
    .when(new Ring({ doorId }), { needs: { bell: { ring: note } } })
    .then(new Width({ doorId, metres: 1 }));
  expect(keys).toEqual(["door/d-1/0/loud"]);
});

describe("a handler's test fails where", () => {
  test("the answer differs, and says both", () => {
    expect(() =>
      given(open)
        .when(ask)
        .then(new Opened({ doorId, by: "Bob" })),
    ).toThrow(
      `when Open {"doorId":"d-1","by":"Ada"}\nexpected:\n  Opened {"doorId":"d-1","by":"Bob"}\nbut got:\n  Opened {"doorId":"d-1","by":"Ada"}`,
    );
  });
  test("there is an answer but none is expected", () => {
    expect(() => given(open).when(ask).thenNothing()).toThrow("expected:\n  nothing\nbut got:\n  Opened");
  });
  test("there is one message too many", () => {
    expect(() => given(open).when(ask).then(opened, opened)).toThrow("expected:");
  });
  test("the domain says no and a message is expected", () => {
    expect(() =>
      given(open)
        .when(new Open({ doorId, by: "" }))
        .then(opened),
    ).toThrow("but it said: rejected, nobody, nobody opens it");
  });
  test("a rejection is expected but it answers", () => {
    expect(() => given(open).when(ask).thenRejected("nobody")).toThrow("expected: rejected, nobody\nbut got: answered");
  });
  test("the rejection has another code", () => {
    const asked = given(open).when(new Open({ doorId, by: "" }));
    expect(() => asked.thenRejected("locked")).toThrow("expected: rejected, locked\nbut got: rejected, nobody");
  });
  test("a fault is not the rejection that is expected", async () => {
    const broken = handle(Open, {}, async () => {
      throw new Terminal("nobody", "it is broken");
    });
    await expect(given(broken).when(ask).thenRejected("nobody")).rejects.toThrow("but got: terminal, nobody");
  });
  test("an async answer differs", async () => {
    const asked = given(ring).when(new Ring({ doorId }), { needs: { bell: { ring: async () => 2 } } });
    await expect(asked.then(new Width({ doorId, metres: 3 }))).rejects.toThrow(`but got:\n  Width`);
  });
});

describe("a test that is wrong itself is told where", () => {
  test("the outcome is awaited instead of an expectation", async () => {
    const outcome = given(open).when(ask) as unknown as Promise<void>;
    await expect((async () => await outcome)()).rejects.toThrow("await given(…).when(…).then(…)");
  });
  test("it expects a contract instead of a message", () => {
    const outcome = given(open).when(ask);
    expect(() => outcome.then(Opened as unknown as Opened)).toThrow("expect messages, not contracts");
  });
  test("it expects no message by then", () => {
    expect(() => given(open).when(ask).then()).toThrow("use thenNothing()");
  });
  test("a need is used that was not given", async () => {
    await expect(given(ring).when(new Ring({ doorId })).thenNothing()).rejects.toThrow("bell was used");
  });
  test("a fact is of another stream", () => {
    const other = new Opened({ doorId: "d-2", by: "Ada" });
    expect(() => given(open, [other]).when(ask)).toThrow(`door is told here for doorId "d-1"`);
  });
  test("a fact is not one of the state's", () => {
    expect(() => given(open, [new Painted({ doorId, colour: "red" })]).when(ask)).toThrow("door does not fold Painted");
  });
  test("a handler without state is given facts", () => {
    expect(() => given(ringOnOpened, [opened]).when(opened)).toThrow("it can be given no facts");
  });
});

describe("a handler that breaks its word is told where", () => {
  const undeclared = (declared: object) =>
    handle(Open, declared as Record<string, never>, (() => opened) as unknown as () => undefined);
  test("it returns what it did not declare", () => {
    expect(() =>
      given(undeclared({ state: door }))
        .when(ask)
        .then(opened),
    ).toThrow("declare it in emits");
  });
  test("its event is for another stream", () => {
    const astray = handle(Open, { state: door, emits: [Opened] }, () => new Opened({ doorId: "d-2", by: "Ada" }));
    expect(() => given(astray).when(ask).thenNothing()).toThrow(`Opened has doorId "d-2"`);
  });
  test("its state does not fold its event", () => {
    const paints = handle(Open, { state: door, emits: [Painted] }, () => new Painted({ doorId, colour: "red" }));
    expect(() => given(paints).when(ask).thenNothing()).toThrow("door does not fold Painted");
  });
  test("it changes the state it is shown", () => {
    const changes = on(Opened, { state: door }, (_, current) => void Object.assign(current, { open: true }));
    expect(() => given(changes).when(opened).thenNothing()).toThrow("read only");
  });
});
