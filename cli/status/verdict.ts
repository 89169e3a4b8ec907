import type { SagasWaiting } from "../../functions/runtime/aws/operations/sagas-waiting.ts";
import type { Status, SystemStatus } from "../../functions/runtime/aws/operations/status.ts";

/** One look at a place. */
export interface Look extends Status {
  readonly place: string;
  readonly at: string;
  /** Absent when they were not counted. */
  readonly sagas?: SagasWaiting;
  /** Systems that are deployed here, and not among those that the local run is of. */
  readonly notRun: readonly string[];
}

/** Seconds: what the alarms of a deployment take for a problem too. */
const TOO_OLD = 3_600;
const TOO_FAR_BEHIND = 6 * 3_600;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

const some = (count: number, one: string, many?: string): string[] => (count > 0 ? [counted(count, one, many)] : []);

export const isOld = ({ oldest = 0 }: { readonly oldest?: number }): boolean => oldest > TOO_OLD;

export const isBehind = ({ behind = 0 }: { readonly behind?: number }): boolean => behind > TOO_FAR_BEHIND;

/** What somebody should look at, in words; nothing when all is well. */
export function problemsOf({ systems, busUndeliverable, failedRecords, sagas }: Look): string[] {
  const across = (countOf: (system: SystemStatus) => number) => sum(systems.map(countOf));
  const inState = (wanted: string) => across(({ failing }) => failing.filter(({ state }) => state === wanted).length);
  const lost = across(({ undeliverable }) => sum(Object.values(undeliverable)));
  const behind = systems.filter(({ relay }) => isBehind(relay));
  return [
    ...some(
      across(({ queues }) => sum(queues.map(({ deadLetters }) => deadLetters))),
      "dead letter",
    ),
    ...some(
      across(({ stopped }) => stopped.filter(({ stream }) => stream !== undefined).length),
      "parked key",
    ),
    ...some(
      across(({ stopped }) => new Set(stopped.flatMap((each) => (each.stream ? [] : each.consumer))).size),
      "halted consumer",
    ),
    ...some(inState("failing"), "failing message"),
    ...some(inState("waiting"), "waiting message"),
    ...some(busUndeliverable + lost, "undeliverable message"),
    ...some(
      across(({ relay }) => relay.setAside + relay.deadLetters),
      "message set aside",
      "messages set aside",
    ),
    ...some(failedRecords.objects, "object of failed records", "objects of failed records"),
    ...some(
      across(({ queues }) => queues.filter(isOld).length),
      "queue with a message older than an hour",
      "queues with a message older than an hour",
    ),
    ...behind.map(({ name }) => `the relay of ${name} is more than 6 hours behind`),
    ...some(sum(sagas?.waiting.map(({ late }) => late) ?? []), "saga past its time", "sagas past their time"),
    ...some(
      sum(sagas?.unread.map(({ count }) => count) ?? []),
      "saga that this code cannot read",
      "sagas that this code cannot read",
    ),
  ];
}

export function verdict(problems: readonly string[], notRun: readonly string[]): string {
  const found = problems.length === 0 ? "all is well" : problems.join(", ");
  if (notRun.length === 0) return found;
  return `${problems.length === 0 ? "all is well in what runs here" : found}; not run here: ${notRun.join(", ")}`;
}
