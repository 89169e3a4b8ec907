import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BugleError } from "../errors.ts";
import { pack, unpack } from "../packed.ts";
import type { IdPage, Snapshot, Snapshots } from "../ports.ts";
import { packSnapshot } from "../snapshots.ts";
import { BODY_BYTES, snapshotItems } from "./snapshot-items.ts";
import { type Head, isHead, readParts, writeParts } from "./snapshot-parts.ts";

const HEAD = "snapshot";
const pagePart = (page: number): string => `ids/${page}`;

/**
 * Snapshots and pages of ids in a DynamoDB table of their own; a snapshot never goes back.
 * One that fits an item is one; a larger one is kept in parts of `partBytes`, by default as many as an item holds.
 */
export function dynamodbSnapshots(client: DynamoDBClient, table: string, partBytes = BODY_BYTES): Snapshots {
  const items = snapshotItems(client, table);

  /** The head to write of a snapshot whose parts are written; undefined if there is no need. */
  async function divide(stream: string, snapshot: Snapshot, bytes: Uint8Array): Promise<string | undefined> {
    const standing = await items.read(stream, HEAD);
    if (standing && standing.n >= snapshot.n) return undefined;
    const body = standing && (await unpack<Snapshot | Head>(standing.body));
    const before = body && isHead(body) ? body : undefined;
    const head = await writeParts(items, stream, snapshot, { bytes, before, partBytes });
    return head && JSON.stringify(head);
  }

  return {
    read: async (stream) => {
      const standing = await items.read(stream, HEAD);
      const body = standing && (await unpack<Snapshot | Head>(standing.body));
      if (!body || !isHead(body)) return body;
      const bytes = await readParts(items, stream, body);
      return bytes && unpack<Snapshot>(bytes);
    },
    write: async (stream, snapshot) => {
      const packed = await packSnapshot(stream, snapshot);
      const { n, expires } = snapshot;
      const isDivided = typeof packed !== "string" && packed.length > partBytes;
      const body = isDivided ? await divide(stream, snapshot, packed) : packed;
      if (body !== undefined) await items.writeNewer({ stream, part: HEAD, n, body, expires }, "<");
    },
    readPage: async (stream, page) => {
      const item = await items.read(stream, pagePart(page));
      return item && unpack<IdPage>(item.body);
    },
    writePage: async (stream, page, content) => {
      const body = await pack(content);
      if (body.length > BODY_BYTES)
        throw new BugleError("item-too-large", `page ${page} of the ids of ${stream} is ${body.length} bytes zipped`, {
          help: "give messages shorter ids: an item holds 400 KB",
        });
      await items.write({ stream, part: pagePart(page), body, expires: content.expires });
    },
  };
}
