import { GetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";

/** What time it is by the clock that stamps a queue's messages, in whole milliseconds of a cut-off second; NaN where it does not say. */
export async function sqsTime(sqs: SQSClient, url: string): Promise<number> {
  const command = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["CreatedTimestamp"] });
  let date = "";
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { headers = {} } = result.response as { headers?: Record<string, string> };
      date = headers["date"] ?? "";
      return result;
    },
    { step: "deserialize", priority: "low" },
  );
  await sqs.send(command);
  return Date.parse(date);
}
