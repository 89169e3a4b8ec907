import type { Message, MessageAttributeValue } from "@aws-sdk/client-sqs";
import type { SQSEvent, SQSMessageAttribute, SQSRecord, SQSRecordAttributes } from "aws-lambda";

const attributeOf = ({ StringValue, BinaryValue, DataType }: MessageAttributeValue): SQSMessageAttribute => ({
  ...(StringValue !== undefined && { stringValue: StringValue }),
  ...(BinaryValue !== undefined && { binaryValue: Buffer.from(BinaryValue).toString("base64") }),
  stringListValues: [],
  binaryListValues: [],
  dataType: DataType as SQSMessageAttribute["dataType"],
});

/** ARN of a queue by its URL, whose path is account and name. */
function arnOf(url: string, region: string): string {
  const [, account, name] = new URL(url).pathname.split("/");
  return `arn:aws:sqs:${region}:${account}:${name}`;
}

/** The event that Lambda would make of received messages. */
export function sqsEvent(messages: readonly Message[], url: string, region: string): SQSEvent {
  const record = (message: Message): SQSRecord => ({
    messageId: message.MessageId ?? "",
    receiptHandle: message.ReceiptHandle ?? "",
    body: message.Body ?? "",
    attributes: (message.Attributes ?? {}) as unknown as SQSRecordAttributes,
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [name, attributeOf(value)]),
    ),
    md5OfBody: message.MD5OfBody ?? "",
    eventSource: "aws:sqs",
    eventSourceARN: arnOf(url, region),
    awsRegion: region,
  });
  return { Records: messages.map(record) };
}
