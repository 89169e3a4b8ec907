import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";

const PLAIN_BYTES = 100 * 1024;

/** JSON, zipped when over `plainBytes`, by default 100 KB. */
export async function pack(value: unknown, plainBytes = PLAIN_BYTES): Promise<string | Buffer> {
  const text = JSON.stringify(value);
  return Buffer.byteLength(text) <= plainBytes ? text : promisify(gzip)(text);
}

/** What `pack` packed. */
export async function unpack<T>(packed: string | Uint8Array): Promise<T> {
  return JSON.parse(typeof packed === "string" ? packed : (await promisify(gunzip)(packed)).toString());
}
