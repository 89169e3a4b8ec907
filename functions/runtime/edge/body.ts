import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type * as z from "zod";
import type { EdgeContext } from "./edge.ts";
import { checked, invalid } from "./invalid.ts";
import { problem, tooLarge } from "./problem.ts";

/** How a route lets its body come. */
export interface BodyOptions {
  /** Bytes, unpacked; default 64 KiB: far above any honest command, far below what a message may hold. */
  readonly bodyAtMost?: number;
  /** Takes `Content-Encoding: gzip` too. */
  readonly gzip?: boolean;
}

const MAX_BODY_BYTES = 64 * 1024;

const unpacked = promisify(gunzip);

const over = (atMost: number) => tooLarge(`Send at most ${atMost} bytes.`);

const notJson = (detail: string, cause?: unknown) =>
  problem(400, "body-not-json", "The body is not JSON", { detail, cause });

const encodingOf = (c: EdgeContext): string => (c.req.header("content-encoding") ?? "identity").trim().toLowerCase();

function assertJsonType(c: EdgeContext, gzip: boolean): void {
  const [type = "", ...parameters] = (c.req.header("content-type") ?? "").toLowerCase().split(";");
  const charset = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith("charset="));
  const isUtf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset);
  const encoding = encodingOf(c);
  const isKnown = encoding === "identity" || (gzip && encoding === "gzip");
  if (type.trim() === "application/json" && isUtf8 && isKnown) return;
  throw problem(415, "unsupported-media-type", "The body has an unsupported media type", {
    detail: `Send Content-Type application/json, in UTF-8, ${gzip ? "plain or gzip" : "not compressed"}.`,
  });
}

/** Reads no further than the limit, whatever length was announced. */
async function readBytes(stream: ReadableStream<Uint8Array> | null, atMost: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (stream)
    for await (const chunk of stream) {
      size += chunk.byteLength;
      if (size > atMost) throw over(atMost);
      chunks.push(chunk);
    }
  return Buffer.concat(chunks);
}

/** Unpacks no further than the limit, however small the packed bytes are. */
async function unpack(bytes: Uint8Array, atMost: number): Promise<Uint8Array> {
  try {
    return await unpacked(bytes, { maxOutputLength: atMost });
  } catch (cause) {
    if ((cause as { code?: unknown }).code === "ERR_BUFFER_TOO_LARGE") throw over(atMost);
    throw problem(400, "body-not-gzip", "The body cannot be unpacked", {
      detail: "Send what gzip has written, or leave out Content-Encoding.",
      cause,
    });
  }
}

function parseJson(bytes: Uint8Array): unknown {
  if (bytes.byteLength === 0) throw notJson("The body is empty.");
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw notJson("It cannot be parsed, or is not UTF-8.", cause);
  }
}

/** Whatever walks through a body calls itself for each level. */
const DEEPEST = 100;

/** Text with half a character in it, which no key and no road could carry; throws a problem for what is nested too deeply. */
function brokenText(value: unknown, path: readonly string[] = []): string | undefined {
  if (path.length > DEEPEST) throw invalid("body", [{ field: path[0] ?? "", reason: "is nested too deeply" }]);
  if (typeof value === "string") return value.isWellFormed() ? undefined : path.join(".");
  if (typeof value !== "object" || value === null) return undefined;
  for (const [name, item] of Object.entries(value)) {
    const found = brokenText(item, [...path, name]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Reads the request's JSON body; throws a problem that names every field the schema refuses. */
export async function body<T>(
  c: EdgeContext,
  schema: z.ZodType<T>,
  { bodyAtMost = MAX_BODY_BYTES, gzip = false }: BodyOptions = {},
): Promise<T> {
  assertJsonType(c, gzip);
  if (Number(c.req.header("content-length") ?? 0) > bodyAtMost) throw over(bodyAtMost);
  const sent = await readBytes(c.req.raw.body, bodyAtMost);
  const bytes = encodingOf(c) === "gzip" ? await unpack(sent, bodyAtMost) : sent;
  const data = checked("body", schema, parseJson(bytes));
  const broken = brokenText(data);
  if (broken !== undefined) throw invalid("body", [{ field: broken, reason: "is not well-formed Unicode" }]);
  c.set("body", data);
  return data;
}
