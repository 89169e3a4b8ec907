import type { Message } from "../contract.ts";
import { assertSame } from "./plain.ts";

export type Shown = Pick<Message, "type" | "data">;

const line = ({ type, data }: Shown): string => `  ${type} ${JSON.stringify(data)}`;

/** Messages as lines of text. */
export const lines = (messages: readonly Shown[]): string =>
  messages.length === 0 ? "  nothing" : messages.map(line).join("\n");

const core = ({ type, data }: Shown): Shown => ({ type, data });

/** Fails unless both lists say the same in the same order; `when` tells what led to them. */
export const assertMessages = (actual: readonly Shown[], expected: readonly Shown[], when: string): void =>
  assertSame(
    actual.map(core),
    expected.map(core),
    `${when}\nexpected:\n${lines(expected)}\nbut got:\n${lines(actual)}`,
  );
