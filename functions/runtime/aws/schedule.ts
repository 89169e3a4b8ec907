import { createHash } from "node:crypto";
import { CreateScheduleCommand, type SchedulerClient } from "@aws-sdk/client-scheduler";
import { LONGEST_QUEUE_DELAY } from "../long-wait.ts";
import type { Addressed } from "../ports.ts";
import type { Environment } from "./env.ts";
import { wireJson } from "./wire-json.ts";

export type Schedules = NonNullable<Environment["schedules"]>;

/** Milliseconds since 1970: a delay that no queue can hold counts from the commit, however late the relay is. */
const due = ({ envelope, delay = 0 }: Addressed): number =>
  envelope.due === undefined ? Date.parse(envelope.time) + delay : Date.parse(envelope.due);

/** What is left of a message's delay: as it stands if a queue can hold it, else what remains until it is due. */
export const remaining = (message: Addressed, now: number): number => {
  const { delay = 0 } = message;
  return delay <= LONGEST_QUEUE_DELAY ? delay : Math.max(0, due(message) - now);
};

/** In UTC and whole seconds, never early; throws RangeError for a time that no date can hold. */
const at = (milliseconds: number): string =>
  `at(${new Date(Math.ceil(milliseconds / 1_000) * 1_000).toISOString().slice(0, 19)})`;

/** A body as a schedule's input: the scheduler would replace words of its own in angle brackets. All of them escaped, markup would be too long for it. */
const inputOf = (body: unknown): string => wireJson(body).replaceAll("<aws.", "\\u003caws.");

/** A queue of the same account and region, as the scheduler names it: whole ARNs of all would be too much for a Lambda's variables. */
const arnOf = (url: string, { deadLetterQueueArn }: Schedules): string =>
  deadLetterQueueArn.replace(/[^:]*$/, url.slice(url.lastIndexOf("/") + 1));

/**
 * Keeps a message until it is due, then this body goes to the queue of this URL, about a minute late at most.
 * The schedule's name comes from the envelope's id, so that a second one for the same message is found to exist, which is as good.
 */
export async function schedule(
  client: SchedulerClient,
  schedules: Schedules,
  queueUrl: string,
  message: Addressed,
  body: unknown,
): Promise<void> {
  const { group, role, deadLetterQueueArn } = schedules;
  const command = new CreateScheduleCommand({
    Name: createHash("sha256").update(message.envelope.id).digest("hex"),
    GroupName: group,
    ScheduleExpression: at(due(message)),
    ScheduleExpressionTimezone: "UTC",
    FlexibleTimeWindow: { Mode: "OFF" },
    ActionAfterCompletion: "DELETE",
    Target: {
      Arn: arnOf(queueUrl, schedules),
      RoleArn: role,
      DeadLetterConfig: { Arn: deadLetterQueueArn },
      Input: inputOf(body),
    },
  });
  await client.send(command).catch((error: Error) => {
    if (error.name !== "ConflictException") throw error;
  });
}
