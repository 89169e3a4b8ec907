import { refusal } from "./made/refusal.ts";

/** What an endpoint does otherwise, where its case cannot go on: the name says what was seen. */
class Departure extends Error {
  constructor(saw: string) {
    super(saw);
    this.name = saw;
  }
}

/** Ends a case with what was seen. */
export function departs(saw: string): never {
  throw new Departure(saw);
}

/** Undefined if AWS's refusal came, under one of its names, else `accepted`; any other error is thrown on. */
export const unlessRefused = async (
  work: Promise<unknown>,
  ...names: readonly string[]
): Promise<string | undefined> => ((await refusal(work, ...names)) ? undefined : "accepted");
