import { createHash } from "node:crypto";
import type { KeyRecord } from "../ports.ts";
import { MAX_ITEM_BYTES } from "../stored-commit.ts";
import { callerOf } from "./caller.ts";
import type { EdgeContext } from "./edge.ts";
import { problem, tooLarge, unavailable } from "./problem.ts";

const KEPT_FOR_SECONDS = 24 * 3_600;
/** Names, the key and the framing of an item: generous. */
const OVERHEAD = 4_096;
const KEY = /^[\x21-\x7e]{1,255}$/;

/** The caller's key; undefined without one. Throws the problem `idempotency-key-invalid`. */
function keyOf(c: EdgeContext): string | undefined {
  const key = c.req.header("idempotency-key");
  if (key === undefined || KEY.test(key)) return key;
  throw problem(400, "idempotency-key-invalid", "The Idempotency-Key cannot be used", {
    detail: "Send 1 to 255 visible ASCII characters, without spaces.",
  });
}

/** As the schema has read it, so that spaces and the order of fields make no other body. */
const hashOf = (body: unknown): string =>
  createHash("sha256")
    .update(JSON.stringify(body ?? null))
    .digest("hex");

const reused = (key: string | undefined) =>
  key === undefined
    ? problem(409, "id-reused", "The id was used with another body", { detail: "Use a new id for a new request." })
    : problem(409, "idempotency-key-reused", "The Idempotency-Key was used with another body", {
        detail: "Use a new key for a new request.",
      });

/**
 * Keeps the record under the request's Idempotency-Key, or without one under `once`, for 24 h; a retry gets the record of the first use.
 * With neither, or if `isFree` says of the first use that its `once` names nothing, each request is its own. The scope is caller, method and path.
 * Throws the problems `idempotency-key-reused` and `id-reused` if the first use had another body, and `body-too-large` for what no record holds.
 */
export async function remember(
  c: EdgeContext,
  record: Omit<KeyRecord, "bodyHash">,
  once: string | undefined,
  isFree: (standing: KeyRecord) => Promise<boolean>,
): Promise<Omit<KeyRecord, "bodyHash">> {
  const key = keyOf(c);
  if (key === undefined && once === undefined) return record;
  const { keys, clock } = c.var.edge.ports;
  const scope = JSON.stringify([callerOf(c) ?? null, c.req.method, c.req.path, ...(key ? [key] : [null, once])]);
  if (Buffer.byteLength(JSON.stringify(record)) > MAX_ITEM_BYTES - OVERHEAD)
    throw tooLarge("What is made of it is too much to be remembered under one key: send less at once.");
  const bodyHash = hashOf(c.var.body);
  const expires = Math.ceil(clock.now() / 1_000) + KEPT_FOR_SECONDS;
  const standing = await keys.claim(scope, { ...record, bodyHash }, expires).catch((cause: unknown) => {
    throw unavailable(cause);
  });
  if (standing === undefined || (key === undefined && (await isFree(standing)))) return record;
  if (standing.bodyHash === bodyHash) return standing;
  throw reused(key);
}
