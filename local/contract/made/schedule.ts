import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  SchedulerClient,
  type Target,
} from "@aws-sdk/client-scheduler";
import { patience } from "../patience.ts";
import type { Place } from "../place.ts";
import type { Queue } from "./queue.ts";

/** Milliseconds since 1970 of a whole second that is at least as far ahead. */
export const inSeconds = (seconds: number): number => (Math.ceil(Date.now() / 1_000) + seconds) * 1_000;

/** A time as schedules have it, such as `2030-01-31T12:00:00`. */
export const wallTime = (due: number): string => new Date(due).toISOString().slice(0, 19);

/** How long after its time a schedule may fire: AWS takes a minute, nobody waits that long for one process. */
export const lateness = (place: Place): number => patience(place, 20_000, 60_000);

type Options = Partial<Omit<CreateScheduleCommandInput, "Target">> & { readonly Target?: Partial<Target> };

/** Makes a schedule that sends to a queue once, by default far ahead; answers its ARN. */
export async function schedule(
  place: Place,
  queue: Pick<Queue, "arn">,
  { Target, ...options }: Options = {},
): Promise<string> {
  const client = place.client(SchedulerClient);
  const { Name = place.name("timer"), GroupName } = options;
  const RoleArn = await place.role("scheduler.amazonaws.com", ["sqs:SendMessage"], ["*"]);
  const command = new CreateScheduleCommand({
    Name,
    ScheduleExpression: `at(${wallTime(inSeconds(86_400))})`,
    FlexibleTimeWindow: { Mode: "OFF" },
    ...options,
    Target: { Arn: queue.arn, RoleArn, Input: "{}", ...Target },
  });
  place.undo(() => client.send(new DeleteScheduleCommand({ Name, GroupName })));
  return (await client.send(command)).ScheduleArn ?? "";
}

/** A schedule's expression for a time. */
export const at = (due: number): { ScheduleExpression: string } => ({ ScheduleExpression: `at(${wallTime(due)})` });

/** The body of the next message, if one comes before the schedule is too late. */
export async function fired(place: Place, queue: Queue, due: number): Promise<string | undefined> {
  const [message] = await queue.collect(1, due - Date.now() + lateness(place));
  if (message) await queue.remove(message);
  return message?.Body;
}
