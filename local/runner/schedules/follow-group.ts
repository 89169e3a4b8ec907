import { GetScheduleCommand, type GetScheduleOutput, type ScheduleSummary } from "@aws-sdk/client-scheduler";
import { isNamed } from "../../../functions/runtime/aws/item.ts";
import { LocalError } from "../../engine/errors.ts";
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

interface Following extends FollowOptions {
  /** When this began, in milliseconds since 1970. */
  readonly began: number;
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

/** When a schedule is due; never if it recurs, or if nobody can tell, which is told. */
function readDue(schedule: GetScheduleOutput, trouble: Trouble): number {
  const { Name, ScheduleExpression = "", ScheduleExpressionTimezone } = schedule;
  try {
    return dueOf(ScheduleExpression, ScheduleExpressionTimezone) ?? NEVER;
  } catch (cause) {
    const message = `The schedule ${Name} is never fired: ${(cause as Error).message}.`;
    trouble(new LocalError({ code: "schedule-unreadable", message, help: "Correct it, or remove it.", cause }));
    return NEVER;
  }
}

/** A schedule that stays does not show whether it has been fired, so one due before `began` is taken as fired. */
function note(schedule: GetScheduleOutput, changed: number, { began, trouble }: Following): Noted {
  const { State, Target, ActionAfterCompletion } = schedule;
  const ours = State !== "DISABLED" && Target?.Arn?.split(":")[2] === "sqs";
  const due = ours ? readDue(schedule, trouble) : NEVER;
  const fired = ActionAfterCompletion !== "DELETE" && due < began;
  return { schedule, changed, due, next: fired ? NEVER : due };
}

/** Brings the book up to date with the group. */
async function learn(following: Following, book: Book): Promise<void> {
  const { scheduler, group, trouble } = following;
  const listed = new Map((await listSchedules(scheduler, group)).map((each) => [each.Name ?? "", changedAt(each)]));
  for (const name of book.keys()) if (!listed.has(name)) book.delete(name);
  const changed = [...listed].filter(([name, time]) => book.get(name)?.changed !== time);
  const reading = changed.map(async ([Name, time]) => {
    try {
      const read = await scheduler.send(new GetScheduleCommand({ GroupName: group, Name }));
      book.set(Name, note(read, time, following));
    } catch (error) {
      // It may have been fired and removed meanwhile.
      if (!isNamed(error, "ResourceNotFoundException")) trouble(error);
    }
  });
  await Promise.all(reading);
}

async function learnOn(following: Following, book: Book, wake: Wake, learned: () => void): Promise<void> {
  for (let goesOn = true; goesOn; ) {
    const began = performance.now();
    await learn(following, book).catch(following.trouble);
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

/**
 * Fires the one-time schedules of a group whose target is a queue, each when it is due; answers how to stop.
 * What came due before this began is fired at once if it is removed afterwards (DELETE), and never if it stays (NONE).
 */
export function followGroup(options: FollowOptions): () => Promise<void> {
  const book: Book = new Map();
  const [listing, firing] = [waker(), waker()];
  const quiet = {
    ...options,
    began: Date.now(),
    trouble: (error: unknown) => listing.ended() || options.trouble(error),
  };
  const following = [learnOn(quiet, book, listing, firing.now), fireOn(quiet, book, firing)];
  return async () => {
    listing.end();
    firing.end();
    await Promise.all(following);
  };
}
