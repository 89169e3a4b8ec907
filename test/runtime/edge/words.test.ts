import { expect, test } from "vitest";
import * as z from "zod";
import { inWords } from "../../../functions/runtime/edge/words.ts";

test.each([
  [z.string(), undefined, "is missing"],
  [z.enum(["cook", "waiter"]), undefined, "is missing"],
  [z.string(), 1, "is not a text"],
  [z.int(), 1.5, "is not a whole number"],
  [z.number(), Number.NaN, "is not a number"],
  [z.array(z.int()), {}, "is not a list"],
  [z.enum(["1m", "1h"]), "banana", "is none of 1m, 1h"],
  [z.int().max(20), 999, "is above 20"],
  [z.number().min(0), -1, "is below 0"],
  [z.number().positive(), 0, "is not above 0"],
  [z.string().min(1), "", "is empty"],
  [z.string().max(3), "four", "has more than 3 characters"],
  [z.array(z.int()).min(2), [1], "has fewer than 2 items"],
  [z.int("is no count"), "x", "is no count"],
])("a refusal says in words what is wrong: %#", (schema, value, words) => {
  const { error } = z.object({ field: schema }).safeParse({ field: value }, { error: inWords });
  expect(error?.issues.map(({ message }) => message)).toEqual([words]);
});
