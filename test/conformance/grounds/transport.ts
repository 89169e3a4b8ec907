/** One request as the fake service sees it. */
export interface Seen {
  /** Such as `PutItem`; REST services: such as `POST /schedules/one`. */
  readonly operation: string;
  /** JSON services: the parsed body. SNS: its form fields. */
  readonly body: Record<string, unknown>;
}

export interface Reply {
  readonly status?: number;
  /** Object: JSON. Text: as it is. */
  readonly body: object | string;
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array;
}

/** An error as the JSON services of AWS tell it. */
export const refusal = (name: string, more: object = {}): Reply => ({
  status: 400,
  body: { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: name, ...more },
});

function read({ method, path, headers, body }: Request): Seen {
  const text = typeof body === "string" ? body : new TextDecoder().decode(body);
  const target = headers["x-amz-target"];
  if (target) return { operation: target.split(".").at(-1) ?? "", body: JSON.parse(text) };
  if (headers["content-type"] === "application/json") return { operation: `${method} ${path}`, body: JSON.parse(text) };
  const form = Object.fromEntries(new URLSearchParams(text));
  return { operation: form["Action"] ?? "", body: form };
}

/**
 * A transport that answers in place of AWS and keeps what was asked; give `config` to a client.
 * With a `date` that is off, the SDK takes an error for one of its own clock and tries again.
 */
export function fakeTransport(answer: (seen: Seen, call: number) => Reply, date = new Date().toUTCString()) {
  const seen: Seen[] = [];
  const handle = async (request: Request) => {
    const asked = read(request);
    seen.push(asked);
    const { status = 200, body } = answer(asked, seen.length);
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const headers = { "content-type": "application/x-amz-json-1.0", date };
    return { response: { statusCode: status, headers, body: new TextEncoder().encode(text) } };
  };
  const requestHandler = { handle, updateHttpClientConfig: () => undefined, httpHandlerConfigs: () => ({}) };
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  return { seen, config: { region: "us-east-1", credentials, maxAttempts: 1, requestHandler } };
}
