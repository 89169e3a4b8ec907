/**
 * What every function of a case begins with: `tell(text)` sends text and time to a queue. In AWS it takes the SDK that
 * Lambda brings along; elsewhere there is none, and no signature is looked at.
 */
export const LAMBDA_SOURCE = `
const { TELL_QUEUE: QueueUrl, TELL_ENDPOINT, AWS_ENDPOINT_URL } = process.env;
const throughSdk = async (MessageBody) => {
  const { SQSClient, SendMessageCommand } = await import("@aws-sdk/client-sqs");
  await new SQSClient({}).send(new SendMessageCommand({ QueueUrl, MessageBody }));
};
const unsigned = {
  "content-type": "application/x-amz-json-1.0",
  "x-amz-target": "AmazonSQS.SendMessage",
  authorization: "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0",
};
const byHand = async (MessageBody) => {
  const body = JSON.stringify({ QueueUrl, MessageBody });
  await fetch(AWS_ENDPOINT_URL ?? TELL_ENDPOINT, { method: "POST", headers: unsigned, body });
};
const now = () => performance.timeOrigin + performance.now();
const tell = (text) => (TELL_ENDPOINT ? byHand : throughSdk)(JSON.stringify({ at: now(), text: String(text) }));
export const handler = (event, context) => handle(event, context);
`;
