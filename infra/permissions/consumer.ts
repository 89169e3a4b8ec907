import { canHalt } from "../../functions/runtime/delivery/halt.ts";
import type { Consumer } from "../../functions/runtime/manifest.ts";
import type { Platform } from "../stacks/platform.ts";
import type { SystemData } from "../stacks/system-data.ts";
import { consume, onItems, onTable, type Permission, sendTo } from "./permission.ts";

/** Those who leave no commit for the relay to trace write their own traces. */
export const tracesItself = ({ writes }: Consumer): boolean => writes === undefined;

function decides({ writes }: Consumer, { journal, tables }: SystemData): Permission[] {
  if (writes === undefined) return [];
  return [
    onItems(journal.table, ["PutItem", "Query"], writes),
    onItems(tables.snapshots, ["GetItem", "PutItem"], writes),
  ];
}

function folds({ kind, model, state, system }: Consumer, { journal, tables }: SystemData): Permission[] {
  if (kind !== "projection" || !model || !state) return [];
  return [
    onItems(journal.table, ["Query"], `${system}/${state.name}`),
    onItems(tables.models, ["GetItem", "BatchGetItem", "PutItem"], `${system}/${model}`),
  ];
}

/** Buckets are the consumer's own items of a table that its system shares. */
function limits({ name, handlers }: Consumer, { tables }: SystemData): Permission[] {
  return [
    ...(handlers.some(({ rated }) => rated) ? [onItems(tables.keys, ["UpdateItem"], name)] : []),
    ...(canHalt({ handlers }) ? [onItems(tables.attempts, ["UpdateItem"], name)] : []),
  ];
}

/** What a consumer may do: write its own streams or its own rows, and take its own queue's messages; it sends nothing. */
export function consumerPermissions(consumer: Consumer, data: SystemData, platform: Platform): Permission[] {
  const own = data.queues.get(consumer.name)!;
  return [
    consume(own.queue),
    sendTo(own.deadLetterQueue),
    onItems(data.tables.attempts, ["GetItem", "PutItem"], consumer.name),
    ...limits(consumer, data),
    ...decides(consumer, data),
    ...folds(consumer, data),
    ...(tracesItself(consumer) ? [onTable(platform.trace, "BatchWriteItem")] : []),
  ];
}
