import type { StreamRecord } from "aws-lambda";
import type { ClientOptions } from "../../../functions/runtime/aws/clients/options.ts";
import { readUnits, writeUnits } from "../../../functions/runtime/testing/capacity.ts";
import { fakeTables, type TableAnswer } from "../../../functions/runtime/testing/fake-tables.ts";
import { itemBytes } from "../../../functions/runtime/testing/item-bytes.ts";
import { type Asked, type HttpRequest, readRequest } from "./request.ts";
import type { Usage } from "./usage.ts";

type Body = Asked["body"];

/** Who hears of what the services take. */
export interface Listening {
  /** An item that was put into a journal. */
  committed(item: NonNullable<StreamRecord["NewImage"]>): void;
  sent(url: string, messages: readonly { readonly body: string; readonly delay: number }[]): void;
  published(messages: readonly string[]): void;
  announced(events: readonly string[]): void;
  scheduled(queueArn: string, body: string): void;
}

interface Entry {
  readonly MessageBody: string;
  readonly DelaySeconds?: number;
}

interface Target {
  readonly Arn: string;
  readonly Input: string;
}

const published = "<PublishBatchResponse><PublishBatchResult></PublishBatchResult></PublishBatchResponse>";
const mailed = "<SendEmailResponse><SendEmailResult><MessageId>1</MessageId></SendEmailResult></SendEmailResponse>";

/** AWS in this process, as far as a system's Lambdas use it; `usage` counts every request that its clients make. */
export function fakeAws(usage: () => Usage, listening: Listening): ClientOptions {
  const tables = fakeTables();

  function dynamodb(operation: string, body: Body): TableAnswer {
    const answer = tables({ operation, body });
    const traces = operation === "BatchWriteItem";
    usage()[traces ? "traceWriteUnits" : "writeUnits"] += writeUnits(operation, body);
    if (answer.status !== undefined) return answer;
    usage().readUnits += readUnits(operation, body, answer.body);
    if (operation === "PutItem" && body["TableName"] === "journal") {
      usage().storedBytes += itemBytes(body["Item"] as object);
      listening.committed(body["Item"] as NonNullable<StreamRecord["NewImage"]>);
    }
    return answer;
  }

  const others: Readonly<Record<string, (body: Body) => object | string>> = {
    "SQS.SendMessageBatch": ({ QueueUrl, Entries }) => {
      const url = String(QueueUrl);
      usage()[url.endsWith(".fifo") ? "fifoSends" : "standardSends"]++;
      const entries = Entries as readonly Entry[];
      listening.sent(
        url,
        entries.map(({ MessageBody, DelaySeconds = 0 }) => ({ body: MessageBody, delay: DelaySeconds })),
      );
      return { Successful: [], Failed: [] };
    },
    "Query.PublishBatch": (form) => {
      usage().publishes++;
      listening.published(
        Object.entries(form).flatMap(([name, value]) => (/\.\d+\.Message$/.test(name) ? [String(value)] : [])),
      );
      return published;
    },
    "EventBridge.PutEvents": ({ Entries }) => {
      const details = (Entries as readonly { Detail: string }[]).map(({ Detail }) => Detail);
      usage().publicEvents += details.length;
      listening.announced(details);
      return { FailedEntryCount: 0, Entries: [] };
    },
    "Scheduler.CreateSchedule": ({ Target }) => {
      usage().schedules++;
      const { Arn, Input } = Target as Target;
      listening.scheduled(Arn, Input);
      return { ScheduleArn: "schedule" };
    },
    "Query.SendEmail": () => {
      usage().emails++;
      return mailed;
    },
    "SSM.GetParameter": () => ({ Parameter: { Value: "secret" } }),
  };

  function answer({ operation, body }: Asked): { status?: number; body: object | string } {
    const [service, name = ""] = operation.split(".");
    return service === "DynamoDB" ? dynamodb(name, body) : { body: others[operation]?.(body) ?? {} };
  }

  const handle = async (request: HttpRequest) => {
    const { status = 200, body } = answer(readRequest(request));
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const headers = { "content-type": "application/x-amz-json-1.0", date: new Date().toUTCString() };
    return { response: { statusCode: status, headers, body: new TextEncoder().encode(text) } };
  };
  const requestHandler = { handle, updateHttpClientConfig: () => undefined, httpHandlerConfigs: () => ({}) };
  return {
    region: "us-east-1",
    credentials: { accessKeyId: "none", secretAccessKey: "none" },
    requestHandler: requestHandler as unknown as NonNullable<ClientOptions["requestHandler"]>,
  };
}
