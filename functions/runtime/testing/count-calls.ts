import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { SNSClient } from "@aws-sdk/client-sns";
import type { SQSClient } from "@aws-sdk/client-sqs";
import { type Answered, type Asked, readUnits, sum, writeUnits } from "./capacity.ts";

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
  /** Read units by AWS's rule, from the size of what was answered. */
  readonly readUnits: number;
  /** What the service says it used; 0 unless asked for. */
  readonly consumed: number;
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
  const totals = { writeUnits: 0, readUnits: 0, consumed: 0 };
  const count = (next: Send, { commandName = "" }: Context) => {
    const operation = commandName.replace(/Command$/, "");
    return async (args: Request) => {
      calls[operation] = (calls[operation] ?? 0) + 1;
      totals.writeUnits += writeUnits(operation, args.input as Asked);
      const result = await next(args);
      totals.readUnits += readUnits(operation, args.input as Asked, result.output as Answered);
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
      return totals.writeUnits;
    },
    get readUnits() {
      return totals.readUnits;
    },
    get consumed() {
      return totals.consumed;
    },
  };
}
