import type { fakeTables } from "../../../functions/runtime/testing/fake-tables.ts";
import type { Services } from "../trading/services.ts";

interface Request {
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array;
}

const textOf = (body: Request["body"]) => (typeof body === "string" ? body : new TextDecoder().decode(body));
const bytesOf = (value: object) => new TextEncoder().encode(JSON.stringify(value));
const FINE = bytesOf({});
const WRITES = ["PutItem"];

/**
 * Tables that can be frozen: what is written then is forgotten, and what has been read once is answered with the same bytes,
 * so that every try of a contender meets the same facts and none pays for the tables.
 */
export function freezable(answer: ReturnType<typeof fakeTables>): { services: Services; freeze(): void } {
  let frozen = false;
  const told = new Map<string, Uint8Array>();
  const date = new Date().toUTCString();
  const respond = (body: Uint8Array, statusCode = 200) => ({
    response: { statusCode, headers: { "content-type": "application/x-amz-json-1.0", date }, body },
  });
  const handle = async ({ headers, body }: Request) => {
    const [service, operation = ""] = headers["x-amz-target"]?.split(".") ?? [];
    if (!service?.startsWith("DynamoDB")) return respond(FINE);
    if (frozen && WRITES.includes(operation)) return respond(FINE);
    const text = textOf(body);
    const known = frozen ? told.get(text) : undefined;
    if (known) return respond(known);
    const { status, body: said } = answer({ operation, body: JSON.parse(text) });
    const bytes = bytesOf(said);
    if (frozen) told.set(text, bytes);
    return respond(bytes, status);
  };
  const requestHandler = { handle, updateHttpClientConfig: () => undefined, httpHandlerConfigs: () => ({}) };
  const credentials = { accessKeyId: "bench", secretAccessKey: "bench" };
  const freeze = () => {
    frozen = true;
  };
  return { services: { region: "us-east-1", credentials, requestHandler }, freeze };
}
