import {
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  SendMessageCommand,
  type SendMessageCommandInput,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { departs } from "../departure.ts";
import type { Place } from "../place.ts";

type Fields<T> = Partial<Omit<T, "QueueUrl">>;

/** A queue that a case has made, with what cases do to it. */
export interface Queue {
  readonly url: string;
  readonly arn: string;
  readonly client: SQSClient;
  readonly send: (body: string, fields?: Fields<SendMessageCommandInput>) => Promise<unknown>;
  /** Sends bodies in one batch, entry ids being places in it; answers the codes of what was refused, by place. */
  readonly sendBatch: (
    bodies: readonly string[],
    fields?: (index: number) => Partial<SendMessageBatchRequestEntry>,
  ) => Promise<ReadonlyMap<number, string>>;
  /** One request, for up to ten messages with all their attributes; waits a second unless `fields` say otherwise. */
  readonly receive: (fields?: Fields<ReceiveMessageCommandInput>, signal?: AbortSignal) => Promise<Message[]>;
  /** Receives until there are as many, or `ms` are over; they stay in flight. Default 15 s. */
  readonly collect: (count: number, ms?: number) => Promise<Message[]>;
  /**
   * Receives and deletes until there are as many, or `ms` are over; for FIFO queues, where one in flight
   * holds up the next. Default 15 s.
   */
  readonly drain: (count: number, ms?: number) => Promise<Message[]>;
  /** The next message, which stays in flight; the case departs with `otherwise` if none comes within 15 s. */
  readonly next: (otherwise?: string) => Promise<Message>;
  readonly remove: (message: Message) => Promise<unknown>;
}

const WAIT = 15_000;

/** Makes a queue for a case; FIFO if the attributes say so. */
export async function openQueue(place: Place, what: string, attributes: Record<string, string> = {}): Promise<Queue> {
  const client = place.client(SQSClient);
  const QueueName = place.name(what) + (attributes["FifoQueue"] === "true" ? ".fifo" : "");
  const { QueueUrl = "" } = await client.send(new CreateQueueCommand({ QueueName, Attributes: attributes }));
  place.undo(() => client.send(new DeleteQueueCommand({ QueueUrl })));
  const asked = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }));
  return queueAt(place, client, QueueUrl, asked.Attributes?.["QueueArn"] ?? "");
}

export const openFifoQueue = (place: Place, what: string, attributes: Record<string, string> = {}): Promise<Queue> =>
  openQueue(place, what, { FifoQueue: "true", ...attributes });

/** Lets topics, rules and schedules of the account send to a queue, as AWS asks. */
export async function letServicesSend({ account }: Place, { client, url, arn }: Queue): Promise<void> {
  const services = ["sns.amazonaws.com", "events.amazonaws.com"];
  const Statement = {
    Effect: "Allow",
    Principal: { Service: services },
    Action: "sqs:SendMessage",
    Resource: arn,
    Condition: { ArnLike: { "aws:SourceArn": `arn:*:*:*:${account}:*` } },
  };
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
  await client.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { Policy } }));
}

/** What messages say, such as `A1,A2`. */
export const said = (messages: readonly Message[]): string => messages.map(({ Body }) => Body).join();

/** How often a message has been received. */
export const receivesOf = ({ Attributes }: Message): number => Number(Attributes?.["ApproximateReceiveCount"]);

function queueAt({ signal }: Place, client: SQSClient, QueueUrl: string, arn: string): Queue {
  const receive: Queue["receive"] = async (fields, abortSignal = signal) => {
    const command = new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 1,
      MessageAttributeNames: ["All"],
      MessageSystemAttributeNames: ["All"],
      ...fields,
    });
    return (await client.send(command, { abortSignal })).Messages ?? [];
  };
  const collect: Queue["collect"] = async (count, ms = WAIT) => {
    const end = performance.now() + ms;
    const messages: Message[] = [];
    while (messages.length < count && performance.now() < end) messages.push(...(await receive()));
    return messages;
  };
  const remove: Queue["remove"] = ({ ReceiptHandle = "" }) =>
    client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  const drain: Queue["drain"] = async (count, ms = WAIT) => {
    const end = performance.now() + ms;
    const messages: Message[] = [];
    while (messages.length < count && performance.now() < end) {
      const received = await receive();
      for (const message of received) await remove(message);
      messages.push(...received);
    }
    return messages;
  };
  return {
    url: QueueUrl,
    arn,
    client,
    receive,
    collect,
    drain,
    send: (MessageBody, fields) => client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...fields })),
    sendBatch: async (bodies, fields = () => ({})) => {
      const Entries = bodies.map((MessageBody, i) => ({ Id: String(i), MessageBody, ...fields(i) }));
      const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
      return new Map(Failed.map(({ Id, Code = "" }) => [Number(Id), Code]));
    },
    next: async (otherwise = "nothing delivered") => (await collect(1))[0] ?? departs(otherwise),
    remove,
  };
}
