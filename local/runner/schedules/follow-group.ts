import { GetScheduleCommand, type GetScheduleOutput, type ScheduleSummary } from "@aws-sdk/client-scheduler";
import { isNamed } from "../../../functions/runtime/aws/item.ts";
import type { Trouble } from "../poller.ts";
import { type Wake, waker } from "../waker.ts";
import { dueOf } from "./due.ts";
import { type FireClients, fire } from "./fire.ts";
import { listSchedules } from "./list-schedules.ts";

const LIST_MS = 1_000;
const AGAIN_MS = 1_000;
const LONGEST_SLEEP_MS = 60_000;

export interface FollowOptions extends FireClients {
  /** Name of the schedule group. */
  readonly group: string;
  readonly trouble: Trouble;
}

/** A schedule as it was when it was last changed. */
interface Noted {
  readonly schedule: GetScheduleOutput;
  readonly changed: number;
  readonly due: number;
  /** When to fire it; infinity once that is done, or for one that is not to be fired here. */
  next: number;
}

type Book = Map<string, Noted>;

const changedAt = ({ LastModificationDate }: ScheduleSummary): number => LastModificationDate?.getTime() ?? 0;

const NEVER = Number.POSITIVE_INFINITY;

function note(schedule: GetScheduleOutput, changed: number): Noted {
  const { State, Target, ScheduleExpression = "", ScheduleExpressionTimezone } = schedule;
  const ours = State !== "DISABLED" && Target?.Arn?.split(":")[2] === "sqs";
  const due = ours ? (dueOf(ScheduleExpression, ScheduleExpressionTimezone) ?? NEVER) : NEVER;
  return { schedule, changed, due, next: due };
}

/** Brings the book up to date with the group. */
async function learn({ scheduler, group, trouble }: FollowOptions, book: Book): Promise<void> {
  const listed = new Map((await listSchedules(scheduler, group)).map((each) => [each.Name ?? "", changedAt(each)]));
  for (const name of book.keys()) if (!listed.has(name)) book.delete(name);
  const changed = [...listed].filter(([name, time]) => book.get(name)?.changed !== time);
  const reading = changed.map(async ([Name, time]) => {
    try {
      const read = await scheduler.send(new GetScheduleCommand({ GroupName: group, Name }));
      book.set(Name, note(read, time));
    } catch (error) {
      // It may have been fired and removed meanwhile.
      if (!isNamed(error, "ResourceNotFoundException")) trouble(error);
    }
  });
  await Promise.all(reading);
}

async function learnOn(options: FollowOptions, book: Book, wake: Wake, learned: () => void): Promise<void> {
  for (let goesOn = true; goesOn; ) {
    const began = performance.now();
    await learn(options, book).catch(options.trouble);
    learned();
    // A third of the time at most goes into looking, however many schedules there are.
    goesOn = await wake.sleep(Math.max(LIST_MS, 2 * (performance.now() - began)), { whole: true });
  }
}

async function fireOn(options: FollowOptions, book: Book, wake: Wake): Promise<void> {
  while (!wake.ended()) {
    const due = [...book.values()].filter(({ next }) => next <= Date.now());
    const firing = due.map(async (noted) => {
      try {
        await fire(options, noted.schedule, noted.due);
        noted.next = NEVER;
      } catch (error) {
        options.trouble(error);
        noted.next = Date.now() + AGAIN_MS;
      }
    });
    await Promise.all(firing);
    const next = Math.min(...[...book.values()].map((noted) => noted.next));
    await wake.sleep(Math.max(0, Math.min(next - Date.now(), LONGEST_SLEEP_MS)));
  }
}

/** Fires the one-time schedules of a group whose target is a queue, each when it is due; answers how to stop. */
export function followGroup(options: FollowOptions): () => Promise<void> {
  const book: Book = new Map();
  const [listing, firing] = [waker(), waker()];
  const quiet = { ...options, trouble: (error: unknown) => listing.ended() || options.trouble(error) };
  const following = [learnOn(quiet, book, listing, firing.now), fireOn(quiet, book, firing)];
  return async () => {
    listing.end();
    firing.end();
    await Promise.all(following);
  };
}
