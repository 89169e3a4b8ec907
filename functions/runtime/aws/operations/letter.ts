import type { Message } from "@aws-sdk/client-sqs";
import type { Envelope } from "../../envelope.ts";
import type { DeadLetterReason, Delivery } from "../../ports.ts";
import { REASON_ATTRIBUTE, readReason } from "../dead-letter-attribute.ts";

/** A dead letter as received. */
export interface Letter extends Delivery {
  /** When it came into the dead-letter queue, or was sent at first if SQS moved it there: ISO 8601. */
  readonly sent: string;
  /** Absent where the body holds none. */
  readonly envelope?: Envelope;
  readonly reason?: DeadLetterReason;
  /** What topic, rule or scheduler said when it could not deliver. */
  readonly refusal?: string;
}

const isEnvelope = (value: unknown): value is Envelope => {
  const { specversion, id, type } = (value ?? {}) as Partial<Envelope>;
  return specversion === "1.0" && typeof id === "string" && typeof type === "string";
};

/** The envelope in a body: the body itself, what the relay has set aside, or the detail of a bus event. */
function envelopeIn(body: string): Envelope | undefined {
  try {
    const value = JSON.parse(body);
    return [value, value?.envelope, value?.detail].find(isEnvelope);
  } catch {
    return undefined;
  }
}

/** Names under which SNS, EventBridge and its Scheduler tell why they gave up. */
const REFUSALS = ["ErrorMessage", "ERROR_MESSAGE", "ErrorCode", "ERROR_CODE"];

export function letterOf({ MessageId, ReceiptHandle, Body, Attributes, MessageAttributes }: Message): Letter {
  const envelope = envelopeIn(Body ?? "");
  const reason = readReason(MessageAttributes?.[REASON_ATTRIBUTE]?.StringValue);
  const refusal = REFUSALS.map((name) => MessageAttributes?.[name]?.StringValue).find((text) => text !== undefined);
  const group = Attributes?.MessageGroupId;
  return {
    messageId: MessageId ?? "",
    receiptHandle: ReceiptHandle ?? "",
    body: Body ?? "",
    receives: Number(Attributes?.ApproximateReceiveCount ?? 1),
    redriven: false,
    sent: new Date(Number(Attributes?.SentTimestamp ?? 0)).toISOString(),
    ...(group !== undefined && { group }),
    ...(envelope && { envelope }),
    ...(reason && { reason }),
    ...(refusal !== undefined && { refusal }),
  };
}

/** The id by which a person names a letter: its envelope's, else the one SQS gave it. */
export const idOf = ({ envelope, messageId }: Letter): string => envelope?.id ?? messageId;

export const isCalled = (letter: Letter, id: string): boolean => idOf(letter) === id || letter.messageId === id;
