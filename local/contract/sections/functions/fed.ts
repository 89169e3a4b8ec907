import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { openLambda, openMapping } from "../../made/lambda.ts";
import { openFifoQueue, openQueue, type Queue } from "../../made/queue.ts";
import { openStreamedTable } from "../../made/stream.ts";
import type { Table } from "../../made/table.ts";
import { type Listener, listen } from "../../made/told.ts";
import { patience } from "../../patience.ts";
import type { Place } from "../../place.ts";

interface FedProps {
  /** As that of a function. */
  readonly source: string;
  /** Of the mapping, beside what feeds it. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Seconds for which a message is hidden; default a minute, so that only those come again that failed. */
  readonly hidden?: number;
  /** Of the queue. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly fifo?: boolean;
}

export interface Fed {
  readonly queue: Queue;
  readonly told: Listener;
}

/** Longer than a mapping waits before it comes back with what failed. */
export const soon = (place: Place): number => patience(place, 60_000, 90_000);

/** Seconds: longer than a busy machine takes to start a function, and short enough to wait for what comes again. */
export const HIDDEN = 10;
const READING = ["GetRecords", "GetShardIterator", "DescribeStream", "ListStreams"].map(
  (action) => `dynamodb:${action}`,
);

const AttributeNames = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;

/** Whether all that was sent is done with: told by the queue's counts, which in AWS come too late to be trusted. */
export async function drained({ options }: Place, { client, url }: Queue): Promise<boolean> {
  if (options.endpoint === undefined) return false;
  const command = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...AttributeNames] });
  const { Attributes = {} } = await client.send(command);
  return AttributeNames.every((name) => Attributes[name] === "0");
}

/** A function that a queue feeds; what is to be sent at once is sent before it reads. */
export async function feedFromQueue(
  place: Place,
  { source, options, hidden = 60, attributes, fifo = false }: FedProps,
  send: (queue: Queue) => Promise<unknown>,
): Promise<Fed> {
  const tells = await openQueue(place, "told");
  const open = fifo ? openFifoQueue : openQueue;
  const queue = await open(place, "feeding", { VisibilityTimeout: String(hidden), ...attributes });
  const lambda = await openLambda(place, "fed", {
    source,
    tells,
    timeout: Math.min(hidden, 30),
    actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"],
    resources: [queue.arn],
  });
  await send(queue);
  await openMapping(place, lambda, { EventSourceArn: queue.arn, BatchSize: 10, ...options });
  return { queue, told: listen(place, tells) };
}

interface StreamFedProps extends Pick<FedProps, "source" | "options"> {
  /** Where records go that are given up, and what that takes. */
  readonly failures?: { readonly arn: string; readonly actions: readonly string[]; readonly resource: string };
}

interface StreamFed {
  readonly table: Table;
  readonly told: Listener;
}

/** A function that the stream of a table feeds from its beginning; what is to come at once is written before it reads. */
export async function feedFromStream(
  place: Place,
  { source, options, failures }: StreamFedProps,
  write: (table: Table) => Promise<unknown>,
): Promise<StreamFed> {
  const tells = await openQueue(place, "told");
  const table = await openStreamedTable(place);
  const lambda = await openLambda(place, "fed", {
    source: `const numbersOf = ({ Records }) => Records.map(({ dynamodb }) => dynamodb.Keys.n.N);\n${source}`,
    tells,
    actions: [...READING, ...(failures?.actions ?? [])],
    resources: [table.streamArn, ...(failures ? [failures.resource] : [])],
  });
  await write(table);
  await openMapping(place, lambda, {
    EventSourceArn: table.streamArn,
    StartingPosition: "TRIM_HORIZON",
    BatchSize: 10,
    ...(failures && { DestinationConfig: { OnFailure: { Destination: failures.arn } } }),
    ...options,
  });
  return { table, told: listen(place, tells) };
}
