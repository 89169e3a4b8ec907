import type { Message } from "../contract.ts";
import { type Timing, timingOf } from "../delivery/timing.ts";
import type { Timed } from "../later.ts";
import { assertSame } from "./plain.ts";

export type Shown = Pick<Message, "type" | "data"> & Timing;

/** What a handler returns, and a test expects. */
export type Sayable = Message | Timed<Message<"command">>;

/** A message with how it is sent, as a handler says it at this time, ISO 8601. */
export function saidAt(time: string, said: unknown): Message & Timing {
  const { message, timing } = timingOf(said, time);
  const { kind, type, data } = message as Message;
  return { kind, type, data, ...timing };
}

const line = ({ type, data, delay, as, cancelled }: Shown): string => {
  const when = delay === undefined ? "" : ` ${delay} ms later`;
  const name = as === undefined ? "" : ` as ${JSON.stringify(as)}`;
  return `  ${cancelled ? "no " : ""}${type} ${JSON.stringify(data)}${when}${name}`;
};

/** Messages as lines of text. */
export const lines = (messages: readonly Shown[]): string =>
  messages.length === 0 ? "  nothing" : messages.map(line).join("\n");

const core = ({ type, data, delay, as, cancelled }: Shown) => ({ type, data, delay, as, cancelled });

/** Fails unless both lists say the same in the same order; `when` tells what led to them. */
export const assertMessages = (actual: readonly Shown[], expected: readonly Shown[], when: string): void =>
  assertSame(
    actual.map(core),
    expected.map(core),
    `${when}\nexpected:\n${lines(expected)}\nbut got:\n${lines(actual)}`,
  );
