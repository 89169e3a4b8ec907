import { createHash } from "node:crypto";

/** A number from 0 to below 1. Draws depend on what they are about alone, so that the same seed gives the same fleet in whatever order it is asked. */
export type Chance = (...about: readonly (string | number)[]) => number;

export const chanceOf =
  (seed: number): Chance =>
  (...about) =>
    createHash("sha256")
      .update(JSON.stringify([seed, ...about]))
      .digest()
      .readUInt32BE() /
    2 ** 32;
