import type * as z from "zod";

type Issue = z.core.$ZodRawIssue;

const KINDS: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

const PARTS: Readonly<Record<string, string>> = { string: "characters", array: "items", set: "items" };

function bound(
  { origin, inclusive }: { origin: string; inclusive?: boolean | undefined },
  limit: unknown,
  least: boolean,
) {
  const parts = PARTS[origin];
  if (parts && least && Number(limit) === 1) return "is empty";
  if (parts) return `has ${least ? "fewer" : "more"} than ${limit} ${parts}`;
  const beyond = least ? "below" : "above";
  return inclusive === false ? `is not ${least ? "above" : "below"} ${limit}` : `is ${beyond} ${limit}`;
}

/** What is wrong with a field, as the rest of a sentence that begins with its name; undefined where the schema says it better. */
export function inWords(issue: Issue): string | undefined {
  if (issue.input === undefined) return "is missing";
  if (issue.code === "invalid_type") return `is not ${KINDS[issue.expected] ?? issue.expected}`;
  if (issue.code === "too_small") return bound(issue, issue.minimum, true);
  if (issue.code === "too_big") return bound(issue, issue.maximum, false);
  return issue.code === "invalid_value" ? `is none of ${issue.values.map(String).join(", ")}` : undefined;
}
