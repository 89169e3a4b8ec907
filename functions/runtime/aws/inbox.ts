import type { SQSClient } from "@aws-sdk/client-sqs";
import type { Inbox } from "../ports.ts";
import type { ClientOptions } from "./clients/options.ts";
import { lazilyLoaded } from "./lazily.ts";

export interface OwnQueues {
  readonly url: string;
  readonly deadLetterUrl: string;
}

/** A consumer's own queue and its dead-letter queue; loaded with its client when first used, since a batch that goes well needs neither. */
export function awsInbox(queue: OwnQueues, { sqs, options = {} }: { sqs?: SQSClient; options?: ClientOptions }): Inbox {
  const inbox = lazilyLoaded(async () => {
    const [{ sqsInbox }, { sqsClient }] = await Promise.all([import("./sqs-inbox.ts"), import("./clients/sqs.ts")]);
    return sqsInbox(sqs ?? sqsClient(options), queue);
  });
  return {
    deadLetter: async (delivery, reason) => (await inbox()).deadLetter(delivery, reason),
    backOff: async (deliveries, seconds) => (await inbox()).backOff(deliveries, seconds),
    remove: async (deliveries) => (await inbox()).remove(deliveries),
  };
}
