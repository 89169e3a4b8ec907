import type * as z from "zod";
import { type FieldError, type Problem, problem } from "./problem.ts";
import { inWords } from "./words.ts";

const MOST_ERRORS = 20;

type Part = "body" | "query" | "path";

/** The problem of a request one part of which has the wrong shape: `body-invalid`, `query-invalid` or `path-invalid`. */
export const invalid = (part: Part, errors: readonly FieldError[]): Problem =>
  problem(400, `${part}-invalid`, "The request does not have the right shape", {
    detail: "Correct the fields that `errors` names.",
    errors: errors.slice(0, MOST_ERRORS),
  });

/** The fields that a schema refuses, by path; one that breaks two bounds of a kind is named once, with the narrower. */
function fieldErrors(issues: readonly z.core.$ZodIssue[], part: Part): FieldError[] {
  const errors = issues.flatMap((issue) => {
    const { path, code, message: reason } = issue;
    return issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({
          code: `${code} ${key}`,
          field: [...path, key].join("."),
          reason: "is not known here",
        }))
      : [{ code, field: path.join(".") || part, reason }];
  });
  const last = new Map(errors.map((error) => [`${error.field} ${error.code}`, error]));
  return [...last.values()].map(({ field, reason }) => ({ field, reason }));
}

/** What a schema makes of one part of a request; throws a problem that names every field it refuses. */
export function checked<T>(part: Part, schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value, { error: inWords });
  if (result.success) return result.data;
  throw invalid(part, fieldErrors(result.error.issues, part));
}

/** The problem of data that a contract refuses: the request's, since the edge adds only what it has checked. The path comes first. */
export function refusedByContract(
  issues: readonly { path: string; message: string }[],
  pathParameters: Readonly<Record<string, string>>,
): Problem {
  const errors = issues.map(({ path, message }) => ({ field: path || "body", reason: message }));
  const ofPath = errors.filter(({ field }) => Object.hasOwn(pathParameters, field));
  return ofPath.length > 0 ? invalid("path", ofPath) : invalid("body", errors);
}
