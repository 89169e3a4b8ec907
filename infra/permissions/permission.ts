import type { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { arnOf } from "../constructs/queue.ts";

/** One thing a role may do, and on what: named, or with the reason why it cannot be. */
export interface Permission {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
  readonly unnamed?: string;
}

/**
 * Items whose partition key lies under one of the prefixes, such as `shop/order`.
 * The separator is part of each, else `shop/order` would open `shop/orders`; a request without a key, such as a scan, has nothing to compare and is refused.
 */
const under = (prefixes: readonly string[]) => ({
  "ForAllValues:StringLike": { "dynamodb:LeadingKeys": prefixes.map((prefix) => `${prefix}/*`) },
  Null: { "dynamodb:LeadingKeys": "false" },
});

type ItemAction = "BatchGetItem" | "GetItem" | "PutItem" | "Query" | "UpdateItem";

export const onItems = (table: TableV2, actions: readonly ItemAction[], ...prefixes: string[]): Permission => ({
  actions: actions.map((action) => `dynamodb:${action}`),
  resources: [table.tableArn],
  conditions: under(prefixes),
});

/** Lists of an index: its own partition keys are what lies under the prefix. */
export const onIndex = (table: TableV2, index: string, prefix: string): Permission => ({
  actions: ["dynamodb:Query"],
  resources: [`${table.tableArn}/index/${index}`],
  conditions: under([prefix]),
});

/** On a table whose keys have no prefix to hold on to, since they come from outside. */
export const onTable = (table: TableV2, ...actions: (ItemAction | "BatchWriteItem")[]): Permission => ({
  actions: actions.map((action) => `dynamodb:${action}`),
  resources: [table.tableArn],
});

export const sendTo = (...queues: IQueue[]): Permission => ({
  actions: ["sqs:SendMessage"],
  resources: queues.map(arnOf),
});

export const consume = (queue: IQueue): Permission => ({
  actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"],
  resources: [arnOf(queue)],
});
