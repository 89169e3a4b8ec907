import {
  type BatchResultErrorEntry,
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  SendMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { BugleError } from "../errors.ts";
import { groupOfLetter } from "../letters.ts";
import type { Delivery, Inbox } from "../ports.ts";
import { batchesOf } from "./batches.ts";
import { REASON_ATTRIBUTE, reasonAttribute } from "./dead-letter-attribute.ts";

const MAX_MESSAGE_BYTES = 1024 * 1024;
/** SQS counts its twelve hours from the receive, so a Lambda's longest run is left out of them. */
const LONGEST_WAIT = 12 * 3_600 - 900;
const GONE = ["ReceiptHandleIsInvalid", "MessageNotInflight"];
/** How a change of visibility says it, with the code of any wrong parameter. */
const GONE_TOO = /does not exist or is not available for visibility timeout change/i;

/** The message is no longer ours: gone, or back in the queue already. */
const isGone = ({ Code = "", Message = "" }: BatchResultErrorEntry): boolean =>
  GONE.some((code) => Code.endsWith(code)) || GONE_TOO.test(Message);

/** Throws BugleError `queue-refused` if part of a batch was refused, unless that part is no longer ours. */
export function assertAll(what: string, failed: readonly BatchResultErrorEntry[] = []): void {
  const faults = failed.filter((each) => !isGone(each));
  if (faults.length === 0) return;
  const reasons = [...new Set(faults.map(({ Code, Message }) => `${Code} ${Message ?? ""}`.trim()))].join("; ");
  throw new BugleError("queue-refused", `${faults.length} messages could not be ${what}: ${reasons}`, {
    help: "they come back when their visibility timeout ends",
  });
}

const entriesOf = (deliveries: readonly Delivery[]) =>
  deliveries.map(({ receiptHandle }, i) => ({ Id: String(i), ReceiptHandle: receiptHandle }));

/** A consumer's own queue and its dead-letter queue, by URL. */
export function sqsInbox(client: SQSClient, queue: { readonly url: string; readonly deadLetterUrl: string }): Inbox {
  const inTens = async (deliveries: readonly Delivery[], send: (some: Delivery[]) => Promise<void>) => {
    await Promise.all(batchesOf(deliveries, () => 0, 1).map(send));
  };
  return {
    deadLetter: async (delivery, reason) => {
      const { body, messageId } = delivery;
      const used = Buffer.byteLength(body) + Buffer.byteLength(`${REASON_ATTRIBUTE}String`);
      const text = reasonAttribute(reason, MAX_MESSAGE_BYTES - used);
      const fifo = queue.deadLetterUrl.endsWith(".fifo");
      await client.send(
        new SendMessageCommand({
          QueueUrl: queue.deadLetterUrl,
          MessageBody: body,
          ...(text && { MessageAttributes: { [REASON_ATTRIBUTE]: { DataType: "String", StringValue: text } } }),
          ...(fifo && { MessageGroupId: groupOfLetter(delivery, reason), MessageDeduplicationId: messageId }),
        }),
      );
    },
    backOff: (deliveries, seconds) => {
      const VisibilityTimeout = Math.min(LONGEST_WAIT, Math.max(0, Math.ceil(seconds)));
      return inTens(deliveries, async (some) => {
        const Entries = entriesOf(some).map((entry) => ({ ...entry, VisibilityTimeout }));
        const command = new ChangeMessageVisibilityBatchCommand({ QueueUrl: queue.url, Entries });
        assertAll("put back", (await client.send(command)).Failed);
      });
    },
    remove: (deliveries) =>
      inTens(deliveries, async (some) => {
        const command = new DeleteMessageBatchCommand({ QueueUrl: queue.url, Entries: entriesOf(some) });
        assertAll("removed", (await client.send(command)).Failed);
      }),
  };
}
