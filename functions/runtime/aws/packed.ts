import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { BugleError } from "../errors.ts";
import { MAX_ITEM_BYTES } from "../stored-commit.ts";

const PLAIN_BYTES = 100 * 1024;
/** Room for the keys beside the body. */
const KEYS_BYTES = 4 * 1024;

/** JSON as one attribute, zipped when over 100 KB; throws `item-too-large` for what an item cannot hold even so. */
export async function pack(value: unknown, what: string): Promise<AttributeValue> {
  const text = JSON.stringify(value);
  if (Buffer.byteLength(text) <= PLAIN_BYTES) return { S: text };
  const zipped = await promisify(gzip)(text);
  if (zipped.length > MAX_ITEM_BYTES - KEYS_BYTES)
    throw new BugleError("item-too-large", `${what} is ${zipped.length} bytes zipped; an item holds 400 KB`, {
      help: "keep less in the state",
    });
  return { B: zipped };
}

/** What `pack` packed. */
export async function unpack<T>(attribute: AttributeValue | undefined): Promise<T> {
  const text = attribute?.B ? (await promisify(gunzip)(attribute.B)).toString() : attribute?.S;
  if (text === undefined) throw new Error("an item has no body");
  return JSON.parse(text);
}
