import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";

export interface Got {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: Record<string, unknown>;
}

export interface Said {
  readonly status: number;
  readonly data?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What it answers, if it is not the usual. */
export type Script = (got: Got, before: readonly Got[]) => Said | undefined | Promise<Said | undefined>;

async function read(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  if (bytes.length === 0) return {};
  return JSON.parse((request.headers["content-encoding"] === "gzip" ? gunzipSync(bytes) : bytes).toString());
}

const HEALTHY: Said = { status: 200, data: { status: "ok", system: "fake" } };
const BEFORE = { recorded: 3 };
const AFTERWARDS = { recorded: 7, late: 2, repeated: 1 };

/** The figures of a device: one point with as many different readings as were sent of its metric. */
function figuresOf(got: readonly Got[], { path, query }: Got): Said {
  const sent = got
    .filter((each) => each.method === "POST" && each.path === path.replace(/metrics$/, "readings"))
    .flatMap(({ body }) => body["readings"] as { metric: string; at: string; value: number }[])
    .filter(({ metric, at }) => metric === query.get("metric") && isWithin(at, query));
  const count = new Set(sent.map(({ at, value }) => `${at} ${value}`)).size;
  return { status: 200, data: { points: count > 0 ? [{ count }] : [] } };
}

const isWithin = (at: string, query: URLSearchParams): boolean =>
  at >= (query.get("from") ?? "") && at < (query.get("to") ?? "");

/** Takes what the loaders send, and remembers it in the order in which it came. */
export async function fakeApi(script: Script = () => undefined) {
  const got: Got[] = [];
  const decimals = new Map<string, unknown>();
  const bookOf = ({ path, query }: Got): Said => {
    const known = decimals.get(decodeURIComponent(path));
    return known === undefined && !query.has("after") ? { status: 404 } : { status: 200, data: { decimals: known } };
  };
  const usual = (one: Got): Said => {
    const { method, path, query, body } = one;
    if (path === "/instruments") decimals.set(`/instruments/${body["instrumentId"]}/book`, body["decimals"]);
    if (method === "POST") return { status: 202, data: { token: `token-${got.length}` } };
    if (path.endsWith("/prices")) return { status: 200, data: query.has("after") ? AFTERWARDS : BEFORE };
    if (path.endsWith("/metrics")) return figuresOf(got, one);
    return path.endsWith("/book") ? bookOf(one) : { status: 200, data: {} };
  };
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://fake");
    const { method = "", headers } = request;
    const one: Got = { method, path: pathname, query: searchParams, headers, body: await read(request) };
    const before = [...got];
    got.push(one);
    const said = (await script(one, before)) ?? (pathname === "/health" ? HEALTHY : usual(one));
    response.writeHead(said.status, { "content-type": "application/json", ...said.headers });
    response.end(JSON.stringify(said.data ?? {}));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    got,
    posted: (end: string) => got.filter(({ method, path }) => method === "POST" && path.endsWith(end)),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export type FakeApi = Awaited<ReturnType<typeof fakeApi>>;
