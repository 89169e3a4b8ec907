import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { SNSClient } from "@aws-sdk/client-sns";
import type { SQSClient } from "@aws-sdk/client-sqs";
import { itemBytes } from "./item-bytes.ts";

interface Request {
  readonly input: object;
}

interface Context {
  readonly commandName?: string;
}

type Send = (args: Request) => Promise<{ response?: unknown; output: object }>;

type Client = DynamoDBClient | EventBridgeClient | SNSClient | SQSClient;

type Middleware = (next: Send, context: Context) => Send;

interface Stack {
  add(middleware: Middleware, options: { readonly step: string; readonly priority?: string }): void;
}

export interface Counts {
  /** Requests on the wire by operation, such as `PutItem`: each try counts. */
  readonly calls: Readonly<Record<string, number>>;
  readonly total: number;
  /** Write units by AWS's rule, from the size of what was put; failed conditions cost too. */
  readonly writeUnits: number;
  /** What the service says it used; 0 unless asked for. */
  readonly consumed: number;
}

interface Write {
  readonly Item?: object;
}

interface Writes {
  readonly Item?: object;
  readonly TransactItems?: readonly { readonly Put?: Write }[];
  readonly RequestItems?: Readonly<Record<string, readonly { readonly PutRequest?: Write }[]>>;
}

const units = ({ Item }: Write): number => Math.max(1, Math.ceil(itemBytes(Item ?? {}) / 1_024));

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function writeUnits(operation: string, { Item, TransactItems = [], RequestItems = {} }: Writes): number {
  if (operation === "PutItem") return units({ Item: Item ?? {} });
  if (operation === "TransactWriteItems") return 2 * sum(TransactItems.map(({ Put }) => units(Put ?? {})));
  if (operation === "BatchWriteItem")
    return sum(Object.values(RequestItems).flatMap((list) => list.map(({ PutRequest }) => units(PutRequest ?? {}))));
  return 0;
}

interface Capacity {
  readonly CapacityUnits?: number;
}

function consumedBy(output: object): number {
  const { ConsumedCapacity: one } = output as { ConsumedCapacity?: Capacity | readonly Capacity[] };
  return sum([one ?? []].flat().map(({ CapacityUnits = 0 }: Capacity) => CapacityUnits));
}

/** Counts what a client sends from now on; with `capacity` it asks DynamoDB for the units used, which emulators under-report. */
export function countCalls(client: Client, { capacity = false } = {}): Counts {
  const calls: Record<string, number> = {};
  const totals = { writes: 0, consumed: 0 };
  const count = (next: Send, { commandName = "" }: Context) => {
    const operation = commandName.replace(/Command$/, "");
    return async (args: Request) => {
      calls[operation] = (calls[operation] ?? 0) + 1;
      totals.writes += writeUnits(operation, args.input);
      const result = await next(args);
      totals.consumed += consumedBy(result.output);
      return result;
    };
  };
  const ask = (next: Send) => (args: Request) =>
    next({ ...args, input: { ...args.input, ReturnConsumedCapacity: "TOTAL" } });
  const stack = client.middlewareStack as unknown as Stack;
  stack.add(count, { step: "finalizeRequest", priority: "low" });
  if (capacity) stack.add(ask, { step: "initialize" });
  return {
    calls,
    get total() {
      return sum(Object.values(calls));
    },
    get writeUnits() {
      return totals.writes;
    },
    get consumed() {
      return totals.consumed;
    },
  };
}
