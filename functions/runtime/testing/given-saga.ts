import type { Message } from "../contract.ts";
import { Rejection } from "../contract.ts";
import type { Timed } from "../later.ts";
import type { SagaDefinition, StepResult } from "../saga.ts";
import { NOON } from "./facts.ts";
import { assertPlain, assertSame, frozen, misuse } from "./plain.ts";
import { assertMessages, lines, type Sayable, type Shown, saidAt } from "./say.ts";

interface Timeout {
  readonly kind: "timer";
  readonly type: string;
  readonly data: undefined;
}

/** What a saga hears: events, documents, rejections of its commands, timeouts of its waits. */
export type Heard = Message<"event"> | Message<"document"> | Timeout;

/** The sender's news that `command` was refused. */
export const rejected = ({ type, data }: Message<"command">, code: string, reason = "refused by the test"): Heard =>
  new Rejection({ command: type, code, reason, help: "", request: data as Record<string, unknown> });

/** The time of `wait` is up; ignored when the saga does not wait for it by then, as in delivery. */
export const timeout = (wait: string): Heard => ({ kind: "timer", type: wait, data: undefined });

export interface SagaOutcome {
  /** Exactly these commands, in this order; none means nothing is sent. */
  then(...expected: readonly (Message<"command"> | Timed<Message<"command">>)[]): SagaFacts;
  thenNothing(): SagaFacts;
  thenState(expected: unknown): SagaFacts;
  /** Exactly these waits have a timer now. */
  thenWaits(...names: readonly string[]): SagaFacts;
}
type SagaFacts = Omit<SagaOutcome, "then" | "thenNothing">;

/**
 * Tests a saga's steps: the messages it has received, one more, and the commands it sends.
 * `givenSaga(fulfilment, [new OrderSubmitted(…)]).when(timeout("payment")).then(new ProcessPayment(…))`.
 */
export function givenSaga(definition: SagaDefinition, received: readonly Heard[] = []) {
  return {
    when(heard: Heard): SagaOutcome {
      const key = keyOf(definition, [...received, heard]);
      const hear = (state: unknown, next: Heard) => step(definition, key, state, next);
      const before = received.reduce((state, next) => hear(state, next).state, frozen(definition.initial));
      return sagaOutcome(definition, `when ${lines([shown(heard)]).trim()}`, hear(before, heard));
    },
  };
}

function sagaOutcome(
  { waits }: SagaDefinition,
  when: string,
  { state, send }: { state: unknown; send: readonly Shown[] },
): SagaOutcome {
  const facts: SagaFacts = {
    thenState: (expected) => {
      assertSame(state, expected, `${when}\nthe state is\n  ${JSON.stringify(state)}`);
      return facts;
    },
    thenWaits: (...names) => {
      const holding = Object.keys(waits).filter((name) => waits[name]?.while(state));
      const message = `${when}\nit waits for ${holding.join(", ") || "nothing"}`;
      assertSame(holding.toSorted(), names.toSorted(), message);
      return facts;
    },
  };
  const sends = (expected: readonly Sayable[]): SagaFacts => {
    const told = expected.map((each) => saidAt(NOON, each));
    assertMessages(send, told, when);
    return facts;
  };
  const then: SagaOutcome["then"] = (...expected) => {
    if (expected.some((each) => typeof each === "function"))
      throw misuse("then was given a function", "do not await a saga's test, and expect messages, not contracts");
    if (expected.length === 0) throw misuse("then expects at least one command", "use thenNothing()");
    return sends(expected);
  };
  return { ...facts, then, thenNothing: () => sends([]) };
}

const shown = (heard: Heard): Shown =>
  heard.kind === "timer" ? { type: `timeout of ${heard.type}`, data: {} } : heard;

const isRejection = ({ type }: Heard) => type === Rejection.type;

function keyOf({ name, key }: SagaDefinition, heard: readonly Heard[]): string {
  const keys = heard
    .filter(({ kind }) => kind !== "timer")
    .map((each) => {
      const data = each.data as Record<string, unknown>;
      return isRejection(each) ? (data["request"] as Record<string, unknown>)[key] : data[key];
    })
    .filter((value) => value !== undefined);
  const [first, ...others] = new Set(keys);
  if (typeof first !== "string") throw misuse(`nothing tells the ${key} of ${name}`, "give an event that carries it");
  if (others.length > 0)
    throw misuse(`${name} hears of ${[first, ...others].join(" and ")}`, "tell one process a test");
  return first;
}

function step({ steps, waits, sends, name }: SagaDefinition, key: string, state: unknown, heard: Heard) {
  const find = () => {
    if (heard.kind === "timer") return steps.timeout[heard.type];
    if (isRejection(heard)) return steps.rejected?.[(heard.data as { command: string }).command] ?? ignore;
    return steps.on[heard.type];
  };
  const found = find();
  if (!found) throw misuse(`${name} has no step for ${shown(heard).type}`, "add one, or leave it out of the test");
  const moot = heard.kind === "timer" && !waits[heard.type]?.while(state);
  const result = moot ? undefined : found(state, frozen(heard.data), { key, time: NOON });
  const send = [result?.send ?? []].flat().map((each) => saidAt(NOON, each));
  for (const { type } of send)
    if (!sends.some((contract) => contract.type === type))
      throw misuse(`${name} sent ${type}`, "declare it in the saga's `sends`");
  const next = result?.state ?? state;
  assertPlain(next, name);
  return { state: frozen(next), send };
}

const ignore = (): StepResult<unknown, never> => undefined;
