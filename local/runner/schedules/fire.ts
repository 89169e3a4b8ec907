import { randomBytes } from "node:crypto";
import { DeleteScheduleCommand, type GetScheduleOutput, type SchedulerClient } from "@aws-sdk/client-scheduler";
import { GetQueueUrlCommand, SendMessageCommand, type SendMessageRequest, type SQSClient } from "@aws-sdk/client-sqs";
import { isNamed } from "../../../functions/runtime/aws/item.ts";

export interface FireClients {
  readonly scheduler: SchedulerClient;
  readonly sqs: SQSClient;
}

type Message = Omit<SendMessageRequest, "QueueUrl">;

async function send(sqs: SQSClient, arn: string, message: Message): Promise<void> {
  const [QueueName, QueueOwnerAWSAccountId] = arn.split(":").reverse();
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName, QueueOwnerAWSAccountId }));
  await sqs.send(new SendMessageCommand({ QueueUrl, ...message }));
}

/** What the scheduler knows of one try, by the names of its attributes. */
function attemptOf({ Arn = "", Target }: GetScheduleOutput, due: number) {
  return {
    SCHEDULE_ARN: Arn,
    TARGET_ARN: Target?.Arn ?? "",
    SCHEDULED_TIME: `${new Date(due).toISOString().slice(0, 19)}Z`,
    EXECUTION_ID: randomBytes(8).toString("hex"),
  };
}

type Attempt = ReturnType<typeof attemptOf>;

const bodyOf = ({ Target }: GetScheduleOutput, attempt: Attempt): string =>
  (Target?.Input ?? "{}")
    .replaceAll("<aws.scheduler.schedule-arn>", attempt.SCHEDULE_ARN)
    .replaceAll("<aws.scheduler.scheduled-time>", attempt.SCHEDULED_TIME)
    .replaceAll("<aws.scheduler.execution-id>", attempt.EXECUTION_ID)
    .replaceAll("<aws.scheduler.attempt-number>", "1");

const text = (StringValue: string) => ({ DataType: "String", StringValue });

function deadLetter(body: string, attempt: Attempt, { name, message }: Error): Message {
  const told = { ...attempt, ERROR_CODE: name, ERROR_MESSAGE: message, RETRY_ATTEMPTS: "0" };
  const attributes = Object.entries(told).map(([key, value]) => [key, text(value || "unknown")]);
  return { MessageBody: body, MessageAttributes: Object.fromEntries(attributes) };
}

/**
 * Does what the scheduler does with a schedule that is due: its input goes to its queue, or to its dead-letter queue if that queue is gone.
 * The schedule is removed last, if it is to be: fired twice is harmless.
 */
export async function fire({ scheduler, sqs }: FireClients, schedule: GetScheduleOutput, due: number): Promise<void> {
  const { Name, GroupName, Target, ActionAfterCompletion } = schedule;
  const attempt = attemptOf(schedule, due);
  const MessageBody = bodyOf(schedule, attempt);
  try {
    await send(sqs, attempt.TARGET_ARN, { MessageBody, ...Target?.SqsParameters });
  } catch (error) {
    const deadLetters = Target?.DeadLetterConfig?.Arn;
    if (deadLetters === undefined || !isNamed(error, "QueueDoesNotExist")) throw error;
    await send(sqs, deadLetters, deadLetter(MessageBody, attempt, error as Error));
  }
  if (ActionAfterCompletion !== "DELETE") return;
  await scheduler.send(new DeleteScheduleCommand({ Name, GroupName })).catch((error) => {
    // The engine may have fired it as well.
    if (!isNamed(error, "ResourceNotFoundException")) throw error;
  });
}
