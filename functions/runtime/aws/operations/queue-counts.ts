import { GetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";

/** How many messages a queue holds, as far as SQS knows: it may be a minute late. */
export interface QueueCounts {
  readonly visible: number;
  /** Received and not settled: in work, or put back for later. */
  readonly inFlight: number;
  /** Sent for later, such as a timer. */
  readonly delayed: number;
}

const NAMES = [
  "ApproximateNumberOfMessages",
  "ApproximateNumberOfMessagesNotVisible",
  "ApproximateNumberOfMessagesDelayed",
] as const;

/** Counts without receiving: a receive would be seen by delivery. */
export async function countQueue(sqs: SQSClient, url: string): Promise<QueueCounts> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...NAMES] }),
  );
  const [visible = 0, inFlight = 0, delayed = 0] = NAMES.map((name) => Number(Attributes[name] ?? 0));
  return { visible, inFlight, delayed };
}

export const total = ({ visible, inFlight, delayed }: QueueCounts): number => visible + inFlight + delayed;

/** A queue's name, as metrics know it. */
export const queueName = (url: string): string => url.slice(url.lastIndexOf("/") + 1);
