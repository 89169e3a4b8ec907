import { SQSClient } from "@aws-sdk/client-sqs";
import type { Place } from "../place.ts";

export interface Call {
  /** As AWS signs for it, such as `lambda`. */
  readonly service: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

export interface Answer {
  readonly headers: Headers;
  readonly text: string;
}

/** Who calls: a place, or as much of one as signing takes. */
export type Caller = Pick<Place, "client"> & { readonly options: Pick<Place["options"], "endpoint"> };

/** What a case has made is removed even after its time is up. */
const PATIENCE_MS = 30_000;

const addressOf = (place: Caller, service: string, region: string) =>
  new URL(place.options.endpoint ?? `https://${service}.${region}.amazonaws.com`);

/** Any client can sign, but each for one service alone. */
function signerFor(place: Caller, signingName: string, signingRegion: string) {
  const { credentials, region } = place.client(SQSClient).config;
  const { config } = new SQSClient({ credentials, region });
  return config.signer({ name: "sigv4", signingName, signingRegion, properties: {} });
}

/**
 * A signed call of a service that has no client here. Throws an error named as the service named it, with the status
 * in `$metadata` as the SDK's errors have it.
 */
export async function call(place: Caller, { service, method, path, headers, body }: Call): Promise<Answer> {
  const region = await place.client(SQSClient).config.region();
  const { protocol, host, hostname, port } = addressOf(place, service, region);
  const signer = await signerFor(place, service, region);
  const request = {
    method,
    protocol,
    hostname,
    ...(port !== "" && { port: Number(port) }),
    path,
    query: {},
    headers: { host, "content-type": "application/json", ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
  const signed = await signer.sign(request);
  const response = await fetch(`${protocol}//${host}${path}`, { ...signed, signal: AbortSignal.timeout(PATIENCE_MS) });
  const text = await response.text();
  if (!response.ok) throw failure(response, text);
  return { headers: response.headers, text };
}

function failure({ status, headers }: Response, text: string): Error {
  const [name = "Error"] = (headers.get("x-amzn-errortype") ?? `HTTP${status}`).split(":");
  return Object.assign(new Error(text), { name, $metadata: { httpStatusCode: status } });
}

/** The answer of a call as data. */
export const ask = async <T>(place: Caller, what: Call): Promise<T> => JSON.parse((await call(place, what)).text);
