import { createHash } from "node:crypto";
import { CreateScheduleCommand, type SchedulerClient } from "@aws-sdk/client-scheduler";
import { LONGEST_QUEUE_DELAY } from "../long-wait.ts";
import type { Addressed } from "../ports.ts";
import type { Environment } from "./env.ts";
import { wireJson } from "./wire-json.ts";

export type Schedules = NonNullable<Environment["schedules"]>;

/** Milliseconds since 1970: a delay that no queue can hold counts from the commit, however late the relay is. */
const due = ({ envelope, delay = 0 }: Addressed): number => Date.parse(envelope.time) + delay;

/** What is left of a message's delay: as it stands if a queue can hold it, else what remains until it is due. */
export const remaining = (message: Addressed, now: number): number => {
  const { delay = 0 } = message;
  return delay <= LONGEST_QUEUE_DELAY ? delay : Math.max(0, due(message) - now);
};

/** In UTC and whole seconds, never early; throws RangeError for a time that no date can hold. */
const at = (milliseconds: number): string =>
  `at(${new Date(Math.ceil(milliseconds / 1_000) * 1_000).toISOString().slice(0, 19)})`;

/** The envelope as a schedule's input: the scheduler would replace words of its own in angle brackets. */
const inputOf = ({ envelope }: Addressed): string => wireJson(envelope).replaceAll("<", "\\u003c");

/**
 * Keeps a message until it is due, then it goes to the queue with this ARN, about a minute late at most.
 * The schedule's name comes from the envelope's id, so that a second one for the same message is found to exist, which is as good.
 */
export async function schedule(
  client: SchedulerClient,
  { group, role, deadLetterQueueArn }: Schedules,
  queueArn: string,
  message: Addressed,
): Promise<void> {
  const command = new CreateScheduleCommand({
    Name: createHash("sha256").update(message.envelope.id).digest("hex"),
    GroupName: group,
    ScheduleExpression: at(due(message)),
    ScheduleExpressionTimezone: "UTC",
    FlexibleTimeWindow: { Mode: "OFF" },
    ActionAfterCompletion: "DELETE",
    Target: {
      Arn: queueArn,
      RoleArn: role,
      DeadLetterConfig: { Arn: deadLetterQueueArn },
      Input: inputOf(message),
    },
  });
  await client.send(command).catch((error: Error) => {
    if (error.name !== "ConflictException") throw error;
  });
}
