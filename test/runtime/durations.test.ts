import { expect, test } from "vitest";
import * as z from "zod";
import { command, event, projection, state, totals } from "../../functions/runtime/index.ts";

class Sown extends event("Sown", { fieldId: z.string() }) {}
const kept = (keptFor: number) =>
  state("field", { key: "fieldId", from: [Sown], initial: {}, keptFor })({ Sown: () => ({}) });
const of = kept(1);

const declarations: [what: string, declare: (milliseconds: number) => unknown][] = [
  ["expiresAfter of Sow", (expiresAfter) => command("Sow", { fieldId: z.string() }, { expiresAfter })],
  ["keptFor of the state field", kept],
  ["keptFor of rows", (keptFor) => projection("rows", { of, initial: {}, keptFor })({})],
  ["keptFor of sums", (keptFor) => totals("sums", { of, initial: {}, total: () => "all", keptFor })({})],
];

test.each(declarations)("%s is a time above 0, of at most a century", (what, declare) => {
  for (const milliseconds of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e16])
    expect(() => declare(milliseconds)).toThrow(
      expect.objectContaining({ code: "bad-duration", message: `${what} is ${milliseconds} ms` }),
    );
  for (const milliseconds of [1, 36_525 * 86_400_000]) declare(milliseconds);
});
