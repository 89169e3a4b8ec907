import * as z from "zod";
import { readOpaque } from "./opaque.ts";
import { problem } from "./problem.ts";

/** For a route that `list` or `history` answers. */
export const paging = {
  limit: z.coerce.number().int().min(1).max(100).default(20).describe("How many items a page has at most."),
  next: z.string().min(1).optional().describe("The `next` of the page before."),
};

/** For a route that `view` answers: to read what one has written. */
export const afterToken = {
  after: z
    .string()
    .optional()
    .describe("The `token` of a write: the answer waits, at most 10 s, until that command's outcome is in it."),
};

/** For a route that `view` answers: to look back. */
export const atTime = {
  at: z.iso
    .datetime({ offset: true, error: "is not a time such as 2026-01-31T12:00:00Z" })
    .optional()
    .describe("Answers the state at that time; `after` is then not waited for."),
};

/** For a route that `view` answers: to look back between two facts of one time, beside `atTime` or alone. */
export const atVersion = {
  version: z.coerce
    .number()
    .int()
    .min(1)
    .optional()
    .describe(
      "Answers the state with that many facts in it, the first ones; not beside `at`, and `after` is then not waited for.",
    ),
};

export interface PageRequest {
  readonly limit: number;
  readonly next?: string | undefined;
}

/** Where a page begins, as the page before has said; undefined for the first. Throws the problem `next-malformed`. */
export function placeOf<T>(schema: z.ZodType<T>, { next }: PageRequest): T | undefined {
  if (next === undefined) return undefined;
  const result = schema.safeParse(readOpaque(next));
  if (result.success) return result.data;
  throw problem(400, "next-malformed", "The page cannot be found", {
    detail: "Send `next` as the page before has answered it.",
  });
}
