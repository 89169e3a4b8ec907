import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type { SetAside } from "../../ports.ts";
import { relayAgain } from "../../relay/index.ts";
import { lazily } from "../lazily.ts";
import { openRelay, type RelayEntry } from "./relay.ts";
import { inLambda, type Surroundings } from "./surroundings.ts";

interface Read {
  readonly record: SQSRecord;
  /** Undefined for what cannot be read. */
  readonly message: SetAside | undefined;
}

function read(record: SQSRecord): Read {
  try {
    const message: SetAside = JSON.parse(record.body);
    return { record, message: message.envelope ? message : undefined };
  } catch {
    return { record, message: undefined };
  }
}

/** The Lambda on a relay's retry queue: sends what was set aside once more, and answers what still did not go. */
export function relayRetryEntry(
  entry: RelayEntry,
  given?: Surroundings,
): (event: SQSEvent) => Promise<SQSBatchResponse> {
  const open = lazily(() => openRelay(entry, given ?? inLambda()));
  return async ({ Records }) => {
    const reads = Records.map(read);
    const messages = reads.flatMap(({ message }) => message ?? []);
    const failed = new Set(messages.length > 0 ? await relayAgain(open(), messages) : []);
    return {
      batchItemFailures: reads
        .filter(({ message }) => !message || failed.has(message.envelope.id))
        .map(({ record }) => ({ itemIdentifier: record.messageId })),
    };
  };
}
