import { Duration, Validations } from "aws-cdk-lib";
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption, type QueueProps } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";

const DEAD_LETTERS_KEPT = Duration.days(14);

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
  return secureQueue(scope, id, { fifo, retentionPeriod: DEAD_LETTERS_KEPT });
}

/** Standard, for what a topic, the bus or the scheduler could not put into a queue: none can name a FIFO queue for it. */
export function undeliverableQueue(scope: Construct, id: string): Queue {
  const queue = deadLetterQueue(scope, id, { fifo: false });
  Validations.of(queue).acknowledge({
    id: "AwsSolutions-SQS3",
    reason:
      "It is the dead-letter queue of a topic's subscriptions, a rule's targets or schedules, which no redrive policy shows.",
  });
  return queue;
}
