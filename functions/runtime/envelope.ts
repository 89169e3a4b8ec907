import type { Kind, Message } from "./contract.ts";
import { Terminal } from "./errors.ts";

/** The same CloudEvents 1.0 JSON on every road; extension names are lower case, as the specification asks. */
export interface Envelope {
  readonly specversion: "1.0";
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly kind: Kind | "timer";
  readonly subject?: string;
  readonly time: string;
  readonly data: unknown;
  /** The earliest time this id can have existed. */
  readonly born: string;
  readonly correlationid: string;
  readonly causationid?: string;
  /** Events: the stream they are facts of, and their number in it. Documents and timers: the stream they are for. */
  readonly stream?: string;
  readonly streamversion?: number;
  readonly contractversion: number;
  readonly actor?: string;
  /** The stream that wants the reply or the rejection. */
  readonly replyto?: string;
  readonly traceparent?: string;
  readonly hops: number;
  /** A command that was sent for later: when; ISO 8601. */
  readonly due?: string;
  /** Handled later than that, it is answered as expired; ISO 8601. */
  readonly expirytime?: string;
  /** It has the id of another command, and answers it in its handler's place if nothing has answered it yet. */
  readonly cancelled?: true;
}

/** Stands in `replyto` for a caller of the HTTP face, who reads the reply from the commit: nothing is sent. */
export const AT_EDGE = "edge";

/** SNS and SQS carry more, but a topic's default and the other roads end here. */
export const MAX_MESSAGE_BYTES = 256 * 1024;

const REQUIRED = ["id", "type", "kind", "time", "born", "correlationid"] as const;

/** Reads an envelope from a message body; throws Terminal, since no retry makes it readable. */
export function parseEnvelope(body: string): Envelope {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (cause) {
    throw new Terminal("not-json", "the body is not JSON", { help: "send a CloudEvents 1.0 JSON envelope", cause });
  }
  const envelope = value as Record<string, unknown> | null;
  const isObject = typeof envelope === "object" && envelope !== null && !Array.isArray(envelope);
  const missing = isObject
    ? REQUIRED.filter((field) => typeof envelope[field] !== "string" || envelope[field] === "")
    : REQUIRED;
  if (
    !isObject ||
    envelope["specversion"] !== "1.0" ||
    missing.length > 0 ||
    !Number.isFinite(Date.parse(String(envelope["born"])))
  )
    throw new Terminal(
      "not-an-envelope",
      `the body is no CloudEvents 1.0 envelope: ${missing.join(", ") || "specversion, born"}`,
      {
        help: "send a CloudEvents 1.0 JSON envelope",
      },
    );
  const { hops, contractversion } = envelope;
  return {
    ...(envelope as unknown as Envelope),
    hops: Number.isSafeInteger(hops) ? (hops as number) : 0,
    contractversion: Number.isSafeInteger(contractversion) ? (contractversion as number) : 1,
  };
}

/** Refuses a message where it is made: later nobody could tell who made it too large. */
export function assertSize(message: Message): void {
  const bytes = Buffer.byteLength(JSON.stringify(message.data)) + 2_048;
  if (bytes > MAX_MESSAGE_BYTES)
    throw new Terminal(
      "message-too-large",
      `${message.type} is ${bytes} bytes with its envelope; the limit is ${MAX_MESSAGE_BYTES}`,
      {
        help: "store the body elsewhere and send its address",
      },
    );
}

/** Percent-encodes a key, so that it can hold no separator. */
export const encodeKey = (key: string): string => encodeURIComponent(key).replaceAll("*", "%2A");

/** The id of what a stream sends under a name: no place in a commit has its form, which is two numbers and a point. */
export const namedId = (stream: string, name: string): string => `${stream}@${encodeKey(name).replaceAll(".", "%2E")}`;

/** By what a FIFO queue tells a message: a cancellation must come even when its command has come and gone to the dead letters. */
export const deduplicationId = ({ id, cancelled }: Envelope): string => (cancelled ? `${id}#` : id);

/** Whether a message was sent under a name, so that something else may have answered it before it came for the first time. */
export const isNamed = (id: string): boolean => /@[^@.]+$/.test(id);

export const streamOf = (system: string, name: string, key: string): string => `${system}/${name}/${encodeKey(key)}`;

/** `system/name` of a stream: the state, saga or handler it belongs to. */
export const ownerOf = (stream: string): string => stream.split("/", 2).join("/");

export function keyOf(stream: string): string {
  const key = stream.split("/")[2] ?? "";
  return key.includes("%") ? decodeURIComponent(key) : key;
}
