import { CreateTopicCommand, type SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";

/** A queue by name; `.fifo` at its end makes it one. */
export async function createQueue(sqs: SQSClient, name: string): Promise<string> {
  const Attributes: Record<string, string> = name.endsWith(".fifo") ? { FifoQueue: "true" } : {};
  const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }));
  return QueueUrl;
}

/** A topic with one raw subscription per queue, filtered by attributes. */
export async function createTopic(
  sns: SNSClient,
  sqs: SQSClient,
  name: string,
  filters: Readonly<Record<string, object>>,
): Promise<string> {
  const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name: name }));
  for (const [QueueUrl, filter] of Object.entries(filters)) {
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }));
    await sns.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: "sqs",
        Endpoint: Attributes?.["QueueArn"],
        Attributes: { RawMessageDelivery: "true", FilterPolicy: JSON.stringify(filter) },
      }),
    );
  }
  return TopicArn;
}

/** What a queue holds now, at most ten messages, with everything that is known of them. */
export async function receive(sqs: SQSClient, QueueUrl: string, WaitTimeSeconds = 0): Promise<Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds,
      VisibilityTimeout: 600,
      MessageSystemAttributeNames: ["All"],
      MessageAttributeNames: ["All"],
    }),
  );
  return Messages;
}

/** As many messages as are expected, however late and in whichever order a topic delivers them; fewer after five seconds without one. */
export async function receiveAll(sqs: SQSClient, QueueUrl: string, count: number): Promise<Message[]> {
  const got: Message[] = [];
  while (got.length < count) {
    const more = await receive(sqs, QueueUrl, 5);
    if (more.length === 0) break;
    got.push(...more);
  }
  return got;
}
