import { DeleteScheduleCommand, GetScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import type { Case } from "../../case.ts";
import { openQueue } from "../../made/queue.ts";
import { refusal } from "../../made/refusal.ts";
import { at, fired, inSeconds, lateness, schedule, wallTime } from "../../made/schedule.ts";

const GUIDE = "https://docs.aws.amazon.com/scheduler/latest/UserGuide";
const TYPES = `${GUIDE}/schedule-types.html`;
const FIRES = "The runner fires the schedules of its systems itself, at their time.";
const NEVER = "does not fire within 20 s of its time";
/** From now: what AWS may need to take note of it. */
const AHEAD = 3;

const onTime: Case = {
  id: "schedules/on-time",
  title: "A one-time schedule sends its input to its queue, not before its time and within a minute after it.",
  source: TYPES,
  instead: FIRES,
  run: async (place) => {
    const queue = await openQueue(place, "due");
    const due = inSeconds(AHEAD);
    await schedule(place, queue, { ...at(due), Target: { Input: '{"order":"\\u003c1>"}' } });
    const [message] = await queue.collect(1, due - Date.now() + lateness(place));
    if (!message) return NEVER;
    // The queue's clock may be another one.
    if (Number(message.Attributes?.["SentTimestamp"]) < due - 1_000) return "fires before its time";
    return message.Body === '{"order":"\\u003c1>"}' ? undefined : "sends something else";
  },
};

const timeZone: Case = {
  id: "schedules/time-zone",
  title: "The time of a one-time schedule is of the time zone that it names.",
  source: TYPES,
  instead: `${FIRES} Its own are in UTC.`,
  run: async (place) => {
    const queue = await openQueue(place, "zone");
    const due = inSeconds(AHEAD);
    const inTokyo = at(due + 9 * 3_600_000);
    await schedule(place, queue, { ...inTokyo, ScheduleExpressionTimezone: "Asia/Tokyo" });
    return (await fired(place, queue, due)) === undefined ? NEVER : undefined;
  },
};

const contextWords: Case = {
  id: "schedules/context",
  title: "Words of the scheduler in the input, such as <aws.scheduler.scheduled-time>, are replaced when it fires.",
  source: `${GUIDE}/managing-schedule-context-attributes.html`,
  instead: `${FIRES} None of its own has such a word: it escapes what looks like one.`,
  run: async (place) => {
    const queue = await openQueue(place, "context");
    const due = inSeconds(AHEAD);
    const words = ["schedule-arn", "scheduled-time", "attempt-number", "execution-id"];
    const Input = words.map((word) => `<aws.scheduler.${word}>`).join(" ");
    const arn = await schedule(place, queue, { ...at(due), Target: { Input } });
    const body = await fired(place, queue, due);
    if (body === undefined) return NEVER;
    const replaced = body.startsWith(`${arn} ${wallTime(due)}Z 1 `) && !body.includes("<");
    return replaced ? undefined : "leaves them as they are";
  },
};

const deleted: Case = {
  id: "schedules/deleted-after",
  title: "A schedule with DELETE as its action after completion is gone once it has fired.",
  source: `${GUIDE}/managing-schedule-delete.html`,
  instead: `${FIRES} It removes them then.`,
  run: async (place) => {
    const [queue, client] = [await openQueue(place, "deleted"), place.client(SchedulerClient)];
    const [due, Name] = [inSeconds(AHEAD), place.name("timer")];
    await schedule(place, queue, { ...at(due), Name, ActionAfterCompletion: "DELETE" });
    if ((await fired(place, queue, due)) === undefined) return NEVER;
    const isGone = async () =>
      (await refusal(client.send(new GetScheduleCommand({ Name })), "ResourceNotFoundException")) !== undefined;
    return (await place.until(isGone, lateness(place))) ? undefined : "stays";
  },
};

const nameAgain: Case = {
  id: "schedules/name-again",
  title: "A schedule under the name of one that has fired and was deleted fires too.",
  source: `${GUIDE}/managing-schedule-delete.html`,
  instead: `${FIRES} Their names are never used again.`,
  run: async (place) => {
    const [queue, Name] = [await openQueue(place, "again"), place.name("timer")];
    const first = inSeconds(1);
    await schedule(place, queue, { ...at(first), Name });
    if ((await fired(place, queue, first)) === undefined) return NEVER;
    await place.client(SchedulerClient).send(new DeleteScheduleCommand({ Name }));
    const second = inSeconds(AHEAD);
    await schedule(place, queue, { ...at(second), Name });
    return (await fired(place, queue, second)) === undefined ? "the second does not fire" : undefined;
  },
};

const deadLetter: Case = {
  id: "schedules/dead-letter",
  title: "What a schedule cannot send, since its queue is gone, goes to its dead-letter queue.",
  source: `${GUIDE}/configuring-schedule-dlq.html`,
  instead: `${FIRES} It fills their dead-letter queue.`,
  run: async (place) => {
    const dead = await openQueue(place, "dead-letters");
    const due = inSeconds(AHEAD);
    const Target = {
      DeadLetterConfig: { Arn: dead.arn },
      RetryPolicy: { MaximumRetryAttempts: 0 },
      Input: '{"order":1}',
    };
    await schedule(place, { arn: dead.arn.replace("dead-letters", "gone") }, { ...at(due), Target });
    return (await fired(place, dead, due)) === '{"order":1}' ? undefined : "never dead-lettered";
  },
};

export const firing: readonly Case[] = [onTime, timeZone, contextWords, deleted, nameAgain, deadLetter];
