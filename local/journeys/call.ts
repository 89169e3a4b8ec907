import { LocalError } from "../engine/errors.ts";

/** What a write is answered with. */
export interface Accepted {
  readonly token: string;
  readonly correlationId: string;
}

/** Answered to a request whose outcome cannot be seen yet, after ten seconds. */
const NOT_YET = 504;
const LOOKS = 4;

/** Calls the HTTP API; throws LocalError `first-journey-failed` with what it answered. `headers` go along. */
export async function call<T = Accepted>(
  url: string,
  [method, path]: readonly [method: string, path: string],
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
  looks = LOOKS,
): Promise<T> {
  const response = await fetch(url + path, {
    method,
    headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (response.status === NOT_YET && looks > 1) return call(url, [method, path], body, headers, looks - 1);
  if (response.ok) return (await response.json()) as T;
  throw new LocalError({
    code: "first-journey-failed",
    message: `${method} ${path} was answered with ${response.status}: ${await response.text()}`,
    help: "Look at the lines above for what went wrong, or at the system's api folder for what it takes.",
  });
}

/** Text in quotes for a shell. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** The part of a curl line that sends a JSON body. */
export const jsonBody = (body: unknown) => `-H 'content-type: application/json' -d ${quoted(JSON.stringify(body))}`;

/** The end of a shell line that takes one field out of a JSON answer. */
export const field = (name: string) => `sed 's/.*"${name}":"\\([^"]*\\)".*/\\1/'`;
