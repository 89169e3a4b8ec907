import { setTimeout as sleep } from "node:timers/promises";

interface Request {
  readonly headers: Record<string, string>;
}

const bytes = (value: object) => new TextEncoder().encode(JSON.stringify(value));
const NOTHING = bytes({});
const EMPTY = bytes({ Count: 0, ScannedCount: 0, Items: [] });

/** A client's configuration that answers every request with success, at once or after `delay` milliseconds: tables are empty for it. */
export function alwaysFine(delay: number) {
  const date = new Date().toUTCString();
  const handle = async ({ headers }: Request) => {
    if (delay > 0) await sleep(delay);
    const body = headers["x-amz-target"]?.endsWith(".Query") ? EMPTY : NOTHING;
    return { response: { statusCode: 200, headers: { "content-type": "application/x-amz-json-1.0", date }, body } };
  };
  const requestHandler = { handle, updateHttpClientConfig: () => undefined, httpHandlerConfigs: () => ({}) };
  return { region: "us-east-1", credentials: { accessKeyId: "bench", secretAccessKey: "bench" }, requestHandler };
}
