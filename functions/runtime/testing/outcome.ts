import { AssertionError } from "node:assert";
import type { Message } from "../contract.ts";
import type { Timing } from "../delivery/timing.ts";
import { type Verdict, verdictOf } from "../errors.ts";
import type { HandlerDefinition } from "../handler.ts";
import { folded } from "./facts.ts";
import { misuse } from "./plain.ts";
import { assertMessages, lines, type Sayable, saidAt } from "./say.ts";

/** What a handler answered; every check runs at once for a handler that is not async, else when it has answered. */
export interface Outcome {
  /** Exactly these messages, in this order. Awaiting the outcome itself fails: await what this returns. */
  then(...expected: readonly Sayable[]): Promise<void>;
  thenNothing(): Promise<void>;
  /** The domain says no, with this code. */
  thenRejected(code: string): Promise<void>;
  /** No answer: the message is retried, waits or is dead-lettered. */
  thenFails(verdict: Exclude<Verdict, "rejected">, code?: string): Promise<void>;
}

interface Case {
  readonly handler: HandlerDefinition;
  readonly key: string | undefined;
  readonly before: { readonly state: unknown; readonly version: number } | undefined;
  readonly message: Message;
  /** ISO 8601. */
  readonly now: string;
}

type Settled = { readonly messages: readonly (Message & Timing)[] } | { readonly error: unknown };

const listOf = (answer: unknown, now: string) => [answer ?? []].flat().map((said) => saidAt(now, said));

const settledBy = (work: () => unknown, now: string): Settled | Promise<Settled> => {
  try {
    const answer = work();
    if (!(answer instanceof Promise)) return { messages: listOf(answer, now) };
    return answer.then((said) => ({ messages: listOf(said, now) })).catch((error: unknown) => ({ error }));
  } catch (error) {
    return { error };
  }
};

function assertDeclared({ handler, key, before }: Case, messages: readonly Message[]): void {
  const { emits = [], sends = [], replies, state } = handler.options;
  const declared = [...emits, ...sends, ...(replies ? [replies] : [])].map(({ type }) => type);
  for (const { type } of messages)
    if (!declared.includes(type)) throw misuse(`${type} was returned`, "declare it in emits, sends or replies");
  const events = messages.filter((message): message is Message<"event"> => message.kind === "event");
  if (state && key !== undefined) folded(state, key, events, before);
}

const describe = (error: unknown): string => {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return [verdictOf(error), code, message].filter((part) => part !== undefined).join(", ");
};

/** Runs the handler, checks that it keeps its declaration, and offers the expectations. */
export function outcome(about: Case, work: () => unknown): Outcome {
  const settled = settledBy(work, about.now);
  const when = `when ${lines([about.message]).trim()}`;
  const check = (expect: (result: Settled) => void): Promise<void> => {
    const proven = (result: Settled): void => {
      if ("error" in result && (result.error as { code?: unknown }).code === "test-kit-misuse") throw result.error;
      if ("messages" in result) assertDeclared(about, result.messages);
      expect(result);
    };
    if (settled instanceof Promise) return settled.then(proven);
    proven(settled);
    return Promise.resolve();
  };
  const expectMessages = (said: readonly Sayable[]) =>
    check((result) => {
      const expected = said.map((each) => saidAt(about.now, each));
      if (!("error" in result)) return assertMessages(result.messages, expected, when);
      const message = `${when}\nexpected:\n${lines(expected)}\nbut it said: ${describe(result.error)}`;
      throw Object.assign(new AssertionError({ message }), { cause: result.error });
    });
  const expectError = (verdict: Verdict, code: string | undefined) =>
    check((result) => {
      const wanted = [verdict, code].filter((part) => part !== undefined).join(", ");
      const got = "error" in result ? describe(result.error) : `answered\n${lines(result.messages)}`;
      const message = `${when}\nexpected: ${wanted}\nbut got: ${got}`;
      if (!("error" in result)) throw new AssertionError({ message });
      const same = verdictOf(result.error) === verdict && (code === undefined || codeOf(result.error) === code);
      if (!same) throw Object.assign(new AssertionError({ message }), { cause: result.error });
    });
  const then = (...expected: readonly Sayable[]): Promise<void> => {
    if (expected.some((each) => typeof each === "function"))
      throw misuse("then was given a function", "await given(…).when(…).then(…), and expect messages, not contracts");
    if (expected.length === 0) throw misuse("then expects at least one message", "use thenNothing()");
    return expectMessages(expected);
  };
  return {
    then,
    thenNothing: () => expectMessages([]),
    thenRejected: (code) => expectError("rejected", code),
    thenFails: (verdict, code) => expectError(verdict, code),
  };
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;
