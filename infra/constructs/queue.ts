import { Duration, Stack } from "aws-cdk-lib";
import {
  DeduplicationScope,
  FifoThroughputLimit,
  type IQueue,
  Queue,
  QueueEncryption,
  type QueueProps,
} from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { LETTERS_KEPT_FOR } from "../../functions/runtime/letters.ts";
import { acknowledge } from "../findings.ts";

/** Made from its name, the one thing that another stack is told beside its address: an output for each way to say it would soon be too many. */
export const arnOf = (queue: IQueue): string =>
  Stack.of(queue).formatArn({ service: "sqs", resource: queue.queueName });

const DEAD_LETTERS_KEPT = Duration.millis(LETTERS_KEPT_FOR);

interface SecureQueueProps extends Pick<QueueProps, "visibilityTimeout" | "retentionPeriod" | "deadLetterQueue"> {
  readonly fifo: boolean;
}

/** A queue encrypted with SSE-SQS that refuses plain HTTP; FIFO: high throughput per message group, ids given by the sender. */
export function secureQueue(scope: Construct, id: string, { fifo, ...props }: SecureQueueProps): Queue {
  return new Queue(scope, id, {
    ...props,
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    ...(fifo && {
      fifo: true,
      contentBasedDeduplication: false,
      deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
      fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
    }),
  });
}

/** The end of a road: kept for 14 days, longer than any queue keeps a message, since a move does not renew its age. */
export function deadLetterQueue(scope: Construct, id: string, { fifo }: { fifo: boolean }): Queue {
  const queue = secureQueue(scope, id, { fifo, retentionPeriod: DEAD_LETTERS_KEPT });
  acknowledge(queue, "Serverless-SQSRedrivePolicy");
  return queue;
}

/** Standard, for what a topic, the bus or the scheduler could not put into a queue: none can name a FIFO queue for it. */
export function undeliverableQueue(scope: Construct, id: string): Queue {
  const queue = deadLetterQueue(scope, id, { fifo: false });
  acknowledge(queue, "AwsSolutions-SQS3");
  return queue;
}
