import { createHash } from "node:crypto";
import type { AttributeValue } from "@aws-sdk/client-dynamodb";

export type Item = Record<string, AttributeValue>;

/** Whether an error is the one AWS calls `name`: classes differ between copies of the SDK, names do not. */
export const isNamed = (error: unknown, name: string): boolean =>
  (error as { name?: unknown } | null | undefined)?.name === name;

/** A text attribute that must be there. */
export function textOf(item: Item, name: string): string {
  const text = item[name]?.S;
  if (text === undefined) throw new Error(`an item has no text attribute ${name}`);
  return text;
}

export const numberOf = (item: Item, name: string): number => Number(item[name]?.N);

export const epochSeconds = (milliseconds: number): number => Math.floor(milliseconds / 1_000);

/** Ids come from anybody: one too long for a key is kept by its hash. */
export const boundedId = (id: string): string =>
  Buffer.byteLength(id) <= 1_024 ? id : `sha256:${createHash("sha256").update(id).digest("hex")}`;
