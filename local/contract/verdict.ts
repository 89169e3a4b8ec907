import type { Finding } from "./case.ts";

const UNKNOWN = /^(InvalidAction|UnknownOperation|NotImplemented|UnknownAction)/;
const UNKNOWN_SAYS = /not (yet )?been emulated|not implemented|Unrecognized resource types/i;

/** What a throw of a case says: `missing` if the endpoint names the operation or the resource as unknown to it. */
export function findingOf(id: string, thrown: unknown): Finding {
  const { name = "Error", message = String(thrown), $metadata } = failureIn(thrown);
  if ($metadata?.httpStatusCode === 501 || UNKNOWN.test(name) || UNKNOWN_SAYS.test(message))
    return { id, verdict: "missing", saw: name };
  return { id, verdict: "departs", saw: name };
}

type Failure = Partial<Error> & { readonly $metadata?: { readonly httpStatusCode?: number } };

const failureIn = (thrown: unknown): Failure => (typeof thrown === "object" && thrown !== null ? thrown : {});
