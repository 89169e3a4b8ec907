import * as z from "zod";
import { deliver } from "../../functions/runtime/delivery/index.ts";
import { openWorker } from "../../functions/runtime/delivery/open-worker.ts";
import { event, state, totals } from "../../functions/runtime/index.ts";
import { consumerOf, type Definition } from "../../functions/runtime/manifest.ts";
import type { Delivery, ReadModels } from "../../functions/runtime/ports.ts";
import { readRow, readRows } from "../../functions/runtime/read-rows.ts";
import { partKey } from "../../functions/runtime/rows.ts";
import { memoryGround } from "../../functions/runtime/testing/simulation/ground.ts";
import { received } from "./rules/bench.ts";

class Sold extends event("Sold", { shopId: z.string(), names: z.array(z.string()) }) {}
const shop = state("shop", { key: "shopId", from: [Sold], initial: {} })({ Sold: (current) => current });

/** What is sold by name; names that begin with `all` are spread. */
export const salesIn = (parts: number) =>
  totals("sales", {
    of: shop,
    total: ({ names }) => names,
    initial: { sold: 0 },
    spread: (name) => (name.startsWith("all") ? parts : 1),
    merge: (one, other) => ({ sold: one.sold + other.sold }),
  })({ Sold: ({ sold }) => ({ sold: sold + 1 }) });

export const sale = (shopId: string, version: number, names: string[]): Delivery =>
  received(`test/shop/${shopId}@${version}.0`, new Sold({ shopId, names }), {
    stream: `test/shop/${shopId}`,
    streamversion: version,
  });

interface Shelf {
  readonly models: ReadModels;
  readonly parts: number;
}

/** A worker of its own on rows that others write too; `random` draws where it counts. */
export function openCounter({ models, parts }: Shelf, random: () => number) {
  const definition = salesIn(parts) as unknown as Definition;
  const consumer = consumerOf("test", definition, "test/sales.projection.ts", new Set());
  const clock = { now: () => Date.parse("2026-01-01"), skew: () => 0, sleep: async () => undefined, random };
  const services = { secret: async () => "", email: async () => undefined };
  const ports = { ...memoryGround(), models, clock, services, log: () => undefined };
  const done = async () => undefined;
  const inbox = { deadLetter: done, backOff: done, remove: done };
  const worker = openWorker({ consumer, definitions: [definition], ports, inbox });
  return (...deliveries: Delivery[]) => deliver(worker, deliveries);
}

const of = ({ models, parts }: Shelf) => ({ models, system: "test", projection: salesIn(parts) });

export const soldOf = async (shelf: Shelf, name: string) => (await readRow(of(shelf), name))?.row.sold;

export const soldOfMany = async (shelf: Shelf, names: readonly string[]) =>
  new Map([...(await readRows(of(shelf), names))].map(([name, { row, version }]) => [name, [row.sold, version]]));

/** What is in each part alone. */
export const soldInParts = ({ models, parts }: Shelf, name: string) =>
  Promise.all(
    Array.from(
      { length: parts },
      async (_, part) =>
        ((await models.read("test/sales", partKey(name, part)))?.row as { sold: number } | undefined)?.sold,
    ),
  );
