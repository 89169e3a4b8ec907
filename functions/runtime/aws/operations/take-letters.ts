import { ReceiveMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { sqsInbox } from "../sqs-inbox.ts";
import { type Letter, letterOf } from "./letter.ts";

/** Seconds: long enough for one look, short enough for whoever comes after a look that was killed. */
const HIDDEN_FOR = 60;
/** With any wait at all SQS asks every server, so that nothing received means that nothing is there. Seconds. */
const WAIT = 1;

/**
 * Takes the letters of a queue, up to ten at a time, until none comes that it has not given yet; each stays hidden for a minute.
 * A FIFO queue gives no more of a group whose letters are hidden: at most ten, and the rest when those are removed or put back.
 */
export async function* takeLetters(sqs: SQSClient, url: string): AsyncGenerator<Letter[]> {
  const seen = new Set<string>();
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: WAIT,
        VisibilityTimeout: HIDDEN_FOR,
        MessageAttributeNames: ["All"],
        MessageSystemAttributeNames: ["All"],
      }),
    );
    const letters = Messages.map(letterOf);
    yield letters;
    if (letters.every(({ messageId }) => seen.has(messageId))) return;
    for (const { messageId } of letters) seen.add(messageId);
  }
}

/** Shows letters to others again, at once. */
export async function putBack(sqs: SQSClient, url: string, letters: readonly Letter[]): Promise<void> {
  if (letters.length > 0) await sqsInbox(sqs, { url, deadLetterUrl: url }).backOff(letters, 0);
}
