import { type ServeOptions, serveSystem } from "../../functions/runtime/edge/serve.ts";

type Body = Record<string, unknown>;

const raw = (data: unknown) => (data instanceof Uint8Array ? data.slice() : JSON.stringify(data));

/** A system's HTTP face in this process: its ids are numbered, and whatever fails inside is thrown. */
export function openFace(options: Pick<ServeOptions, "system" | "api" | "routes" | "ports">) {
  let serial = 0;
  const app = serveSystem({
    ...options,
    local: true,
    uuid: () => `id-${++serial}`,
    report: (_, error) => {
      throw error;
    },
  });
  const call = (method: string, path: string, data?: unknown, headers: Record<string, string> = {}) =>
    app.request(path, {
      method,
      headers: { ...(data !== undefined && { "content-type": "application/json" }), ...headers },
      ...(data !== undefined && { body: raw(data) }),
    });
  /** Calls, and reads the body of the answer. */
  const ask = async (...request: Parameters<typeof call>) => {
    const response = await call(...request);
    return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
  };
  const read = async (path: string) => {
    const { status, body } = await ask("GET", path);
    return { status, body };
  };
  /** Writes, then reads where the answer said, after that write. */
  const settle = async (...request: Parameters<typeof call>) => {
    const { status, headers, body } = await ask(...request);
    if (status !== 202) throw new Error(`${request[0]} ${request[1]} answered ${status}: ${JSON.stringify(body)}`);
    return read(`${headers.get("location")}?after=${body["token"]}`);
  };
  return { app, call, ask, read, settle };
}
