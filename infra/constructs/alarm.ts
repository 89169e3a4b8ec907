import { Duration } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";

/** Where alarms go; absent where nobody watches, and then none are made. */
export type Watch = ITopic | undefined;

/** Sections of the operating guide. */
type Runbook = "dead-letters" | "undeliverable" | "oldest-message" | "iterator-age" | "set-aside" | "handler-errors";

interface AlarmProps {
  readonly metric: IMetric;
  /** Raised above this. */
  readonly above: number;
  /** Periods in a row; default 1. */
  readonly periods?: number;
  /** What it means, and what to do. */
  readonly says: string;
  readonly runbook: Runbook;
}

export function alarm(
  scope: Construct,
  id: string,
  watch: Watch,
  { metric, above, periods = 1, says, runbook }: AlarmProps,
): void {
  if (!watch) return;
  const made = new Alarm(scope, id, {
    metric,
    threshold: above,
    evaluationPeriods: periods,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    alarmDescription: `${says} Runbook: docs/guides/operating.md#${runbook}`,
  });
  made.addAlarmAction(new SnsAction(watch));
}

/** Raised while anything lies in a queue where nothing should; `says` begins with whose it is. */
function alarmOnAny(scope: Construct, watch: Watch, queue: Queue, told: Pick<AlarmProps, "says" | "runbook">): void {
  alarm(scope, "DeadLettersAlarm", watch, {
    metric: queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: "Maximum" }),
    above: 0,
    ...told,
  });
}

/** No queue knows whom such a message was for, and the journal still says it. */
const SENT_AGAIN = "let the relay send them again, as a sweep of the journal does";

/** A message that nobody will try again. */
export function alarmOnDeadLetters(scope: Construct, watch: Watch, deadLetters: Queue, of: string): void {
  const says = `${of} has dead letters: read their reasons, mend the cause, redrive them.`;
  alarmOnAny(scope, watch, deadLetters, { says, runbook: "dead-letters" });
}

/** A message that never came to its queue. */
export function alarmOnUndeliverable(scope: Construct, watch: Watch, undeliverable: Queue, of: string): void {
  const says = `${of} could not deliver messages: mend the permission or the queue they were for, then ${SENT_AGAIN}.`;
  alarmOnAny(scope, watch, undeliverable, { says, runbook: "undeliverable" });
}

/** A message of a device that the system's API has not taken, though it was tried for as long as Lambda tries. */
export function alarmOnUntaken(scope: Construct, watch: Watch, untaken: Queue, of: string): void {
  const says = `The API of ${of} has not taken messages of devices: read them in the queue, mend the cause, then invoke its function with them.`;
  alarmOnAny(scope, watch, untaken, { says, runbook: "undeliverable" });
}

/** SQS leaves a message that was received three times out of this age; a FIFO queue cannot, since its order would break. */
const mayMean = ({ fifo }: Queue): string =>
  fifo
    ? "more come than are handled, nothing reads the queue, or the first of a key keeps failing"
    : "more come than are handled, or nothing reads the queue; messages that keep failing are not counted here";

/** Messages wait longer than an hour. */
export function alarmOnAge(scope: Construct, watch: Watch, queue: Queue, of: string): void {
  alarm(scope, "AgeAlarm", watch, {
    metric: queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(5), statistic: "Maximum" }),
    above: Duration.hours(1).toSeconds(),
    says: `A message of ${of} has waited for more than an hour: ${mayMean(queue)}.`,
    runbook: "oldest-message",
  });
}

/**
 * What a relay could not send and tries again by itself, and what it has given up in the end.
 * The first is told by the relay: its retry queue also holds what only waits for its time.
 */
export function alarmOnSetAside(
  scope: Construct,
  watch: Watch,
  { setAside, deadLetterQueue }: { readonly setAside: IMetric; readonly deadLetterQueue: Queue },
  of: string,
): void {
  const runbook = "set-aside";
  alarm(scope, "SetAsideAlarm", watch, {
    metric: setAside,
    above: 0,
    says: `${of} could not send messages and set them aside: it tries them again by itself, so look for what refuses them.`,
    runbook,
  });
  const says = `${of} has given up on messages that it had set aside: mend what refuses them, then ${SENT_AGAIN}.`;
  alarmOnAny(scope, watch, deadLetterQueue, { says, runbook });
}
