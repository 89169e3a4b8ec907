import { TABLE_KEYS } from "../../functions/runtime/aws/tables.ts";
import type { Platform } from "../stacks/platform.ts";
import type { SystemData } from "../stacks/system-data.ts";
import { onIndex, onItems, onTable, type Permission, sendTo } from "./permission.ts";
import { routesIn } from "./relay.ts";

/** Consumers that answer the system's commands. */
export const commandConsumers = (data: Pick<SystemData, "system">): string[] => [
  ...new Set(Object.values(routesIn(data).commands).map(({ consumer }) => consumer)),
];

/** What the edge may do: send commands, read answers, and remember its callers' idempotency keys. */
export function apiPermissions(data: SystemData, platform: Platform): Permission[] {
  const { system, journal, tables } = data;
  const queues = commandConsumers(data).map((name) => data.queues.get(name)!.queue);
  return [
    ...(queues.length > 0 ? [sendTo(...queues)] : []),
    onItems(journal.table, ["Query"], system.name),
    onItems(tables.models, ["GetItem", "BatchGetItem"], system.name),
    onIndex(tables.models, TABLE_KEYS.models.index.name, system.name),
    onItems(tables.attempts, ["GetItem"], system.name),
    onTable(tables.keys, "PutItem"),
    ...(system.apiRated ? [onItems(tables.keys, ["UpdateItem"], `${system.name}/api`)] : []),
    onTable(platform.trace, "BatchWriteItem", "Query"),
  ];
}
