import type { Landscape } from "./landscape.ts";

/** What is wrong, where, and what to do. */
export interface Fault {
  /** Relative to the functions folder. */
  readonly file: string;
  readonly message: string;
  readonly cure: string;
}

export interface Finding extends Fault {
  readonly rule: string;
}

export type Rule = (landscape: Landscape) => Fault[];

/** `a`, `a and b`, `a, b and c`. */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
