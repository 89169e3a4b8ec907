import {
  CreateTopicCommand,
  DeleteTopicCommand,
  type MessageAttributeValue,
  PublishCommand,
  type PublishCommandInput,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import type { Place } from "../place.ts";
import { letServicesSend, type Queue } from "./queue.ts";

/** A text, a number, or several texts as a `String.Array`. */
export type Attributes = Readonly<Record<string, string | number | readonly string[]>>;

/** A topic that a case has made. */
export interface Topic {
  readonly arn: string;
  readonly client: SNSClient;
  readonly publish: (
    message: string,
    attributes?: Attributes,
    fields?: Partial<PublishCommandInput>,
  ) => Promise<unknown>;
  /** Subscribes a queue, delivered to raw unless `attributes` say otherwise. */
  readonly subscribe: (queue: Queue, attributes?: Record<string, string>) => Promise<unknown>;
}

function attributeOf(value: string | number | readonly string[]): MessageAttributeValue {
  if (typeof value === "number") return { DataType: "Number", StringValue: String(value) };
  if (typeof value === "string") return { DataType: "String", StringValue: value };
  return { DataType: "String.Array", StringValue: JSON.stringify(value) };
}

/** Message attributes as SNS takes them. */
export const attributesOf = (attributes: Attributes): Record<string, MessageAttributeValue> =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, attributeOf(value)]));

/** Makes a topic for a case. */
export async function openTopic(place: Place, what: string, { fifo = false } = {}): Promise<Topic> {
  const client = place.client(SNSClient);
  const named = { Name: place.name(what) + (fifo ? ".fifo" : ""), ...(fifo && { Attributes: { FifoTopic: "true" } }) };
  const { TopicArn: arn = "" } = await client.send(new CreateTopicCommand(named));
  place.undo(() => client.send(new DeleteTopicCommand({ TopicArn: arn })));
  return {
    arn,
    client,
    publish: (Message, attributes = {}, fields = {}) =>
      client.send(
        new PublishCommand({ TopicArn: arn, Message, MessageAttributes: attributesOf(attributes), ...fields }),
      ),
    subscribe: async (queue, attributes = {}) => {
      await letServicesSend(place, queue);
      const Attributes = { RawMessageDelivery: "true", ...attributes };
      const subscribe = new SubscribeCommand({
        TopicArn: arn,
        Protocol: "sqs",
        Endpoint: queue.arn,
        Attributes,
        ReturnSubscriptionArn: true,
      });
      const { SubscriptionArn } = await client.send(subscribe);
      place.undo(() => client.send(new UnsubscribeCommand({ SubscriptionArn })));
    },
  };
}
