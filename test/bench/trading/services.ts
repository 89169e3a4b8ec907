import { setTimeout as sleep } from "node:timers/promises";
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { dynamodbClient } from "../../../functions/runtime/aws/clients/dynamodb.ts";
import { fakeTables } from "../../../functions/runtime/testing/fake-tables.ts";

/** What clients are made with: a transport that answers in place of AWS. */
export type Services = NonNullable<Parameters<typeof dynamodbClient>[0]>;

interface Request {
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array;
}

type Item = Record<string, AttributeValue>;

const PUBLISHED = "<PublishBatchResponse><PublishBatchResult><Successful/></PublishBatchResult></PublishBatchResponse>";
const textOf = (body: Request["body"]) => (typeof body === "string" ? body : new TextDecoder().decode(body));

/** Tables, topic, queues and schedules that answer after `delay` milliseconds; `written` is told of each commit's item. */
export function slowServices(delay: number, written: (item: Item) => void): Services {
  const tables = fakeTables();
  const date = new Date().toUTCString();
  const answer = ({ headers, body }: Request): { statusCode: number; text: string } => {
    const [service, operation = ""] = headers["x-amz-target"]?.split(".") ?? [];
    if (service === undefined) return { statusCode: 200, text: "{}" };
    if (!service.startsWith("DynamoDB")) return { statusCode: 200, text: "{}" };
    const asked = JSON.parse(textOf(body));
    const { status = 200, body: told } = tables({ operation, body: asked });
    if (operation === "PutItem" && asked.TableName === "journal" && status === 200) written(asked.Item);
    return { statusCode: status, text: JSON.stringify(told) };
  };
  const handle = async (request: Request) => {
    if (delay > 0) await sleep(delay);
    const isForm = request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded");
    const { statusCode, text } = isForm ? { statusCode: 200, text: PUBLISHED } : answer(request);
    const headers = { "content-type": isForm ? "text/xml" : "application/x-amz-json-1.0", date };
    return { response: { statusCode, headers, body: new TextEncoder().encode(text) } };
  };
  const requestHandler = { handle, updateHttpClientConfig: () => undefined, httpHandlerConfigs: () => ({}) };
  return { region: "us-east-1", credentials: { accessKeyId: "bench", secretAccessKey: "bench" }, requestHandler };
}
