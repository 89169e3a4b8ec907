/** A request of the SDK, read. */
export interface Asked {
  /** Such as `DynamoDB.PutItem`. */
  readonly operation: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface HttpRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

const SERVICES: Readonly<Record<string, string>> = {
  DynamoDB_20120810: "DynamoDB",
  AmazonSQS: "SQS",
  AWSEvents: "EventBridge",
  AmazonSSM: "SSM",
};

/** Reads what a client of DynamoDB, SQS, EventBridge, SSM, Scheduler, SNS or SES sends. */
export function readRequest({ path, headers, body = "" }: HttpRequest): Asked {
  const text = typeof body === "string" ? body : new TextDecoder().decode(body);
  const [service = "", operation = ""] = headers["x-amz-target"]?.split(".") ?? [];
  if (operation) return { operation: `${SERVICES[service]}.${operation}`, body: JSON.parse(text) };
  if (path.startsWith("/schedules/")) return { operation: "Scheduler.CreateSchedule", body: JSON.parse(text) };
  const form = Object.fromEntries(new URLSearchParams(text));
  return { operation: `Query.${form["Action"]}`, body: form };
}
