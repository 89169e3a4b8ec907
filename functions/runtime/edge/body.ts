import type * as z from "zod";
import type { EdgeContext } from "./edge.ts";
import { checked, invalid } from "./invalid.ts";
import { problem } from "./problem.ts";

/** Far above any honest command, far below what a message may hold. */
const MAX_BODY_BYTES = 64 * 1024;

const tooLarge = () =>
  problem(413, "body-too-large", "The body is too large", { detail: `Send at most ${MAX_BODY_BYTES} bytes.` });

const notJson = (detail: string, cause?: unknown) =>
  problem(400, "body-not-json", "The body is not JSON", { detail, cause });

function assertJsonType(header: (name: string) => string | undefined): void {
  const [type = "", ...parameters] = (header("content-type") ?? "").toLowerCase().split(";");
  const charset = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith("charset="));
  const isUtf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset);
  const isPlain = (header("content-encoding") ?? "identity").toLowerCase() === "identity";
  if (type.trim() === "application/json" && isUtf8 && isPlain) return;
  throw problem(415, "unsupported-media-type", "The body has an unsupported media type", {
    detail: "Send Content-Type application/json, in UTF-8, not compressed.",
  });
}

/** Reads no further than the limit, whatever length was announced. */
async function readBytes(stream: ReadableStream<Uint8Array> | null): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (stream)
    for await (const chunk of stream) {
      size += chunk.byteLength;
      if (size > MAX_BODY_BYTES) throw tooLarge();
      chunks.push(chunk);
    }
  return Buffer.concat(chunks);
}

function parseJson(bytes: Uint8Array): unknown {
  if (bytes.byteLength === 0) throw notJson("The body is empty.");
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw notJson("It cannot be parsed, or is not UTF-8.", cause);
  }
}

/** Text with half a character in it, which no key and no road could carry. */
function brokenText(value: unknown, path: readonly string[] = []): string | undefined {
  if (typeof value === "string") return value.isWellFormed() ? undefined : path.join(".");
  if (typeof value !== "object" || value === null) return undefined;
  for (const [name, item] of Object.entries(value)) {
    const found = brokenText(item, [...path, name]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Reads the request's body, 64 KiB of JSON at most; throws a problem that names every field the schema refuses. */
export async function body<T>(c: EdgeContext, schema: z.ZodType<T>): Promise<T> {
  assertJsonType((name) => c.req.header(name));
  if (Number(c.req.header("content-length") ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  const data = checked("body", schema, parseJson(await readBytes(c.req.raw.body)));
  const broken = brokenText(data);
  if (broken !== undefined) throw invalid("body", [{ field: broken, reason: "is not well-formed Unicode" }]);
  c.set("body", data);
  return data;
}
