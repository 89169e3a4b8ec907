import { Duration } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";

/** Where alarms go; absent where nobody watches, and then none are made. */
export type Watch = ITopic | undefined;

interface AlarmProps {
  readonly metric: IMetric;
  /** Raised above this. */
  readonly above: number;
  /** Periods in a row; default 1. */
  readonly periods?: number;
  /** What it means, and what to do. */
  readonly says: string;
}

export function alarm(
  scope: Construct,
  id: string,
  watch: Watch,
  { metric, above, periods = 1, says }: AlarmProps,
): void {
  if (!watch) return;
  const made = new Alarm(scope, id, {
    metric,
    threshold: above,
    evaluationPeriods: periods,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    alarmDescription: says,
  });
  made.addAlarmAction(new SnsAction(watch));
}

/** A message that nobody will try again. */
export function alarmOnDeadLetters(scope: Construct, watch: Watch, deadLetters: Queue, of: string): void {
  alarm(scope, "DeadLettersAlarm", watch, {
    metric: deadLetters.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: "Maximum" }),
    above: 0,
    says: `${of} has dead letters: read their reasons, mend the cause, redrive them.`,
  });
}

/** Messages wait longer than an hour: too few workers, or a receiver that is down. */
export function alarmOnAge(scope: Construct, watch: Watch, queue: Queue, of: string): void {
  alarm(scope, "AgeAlarm", watch, {
    metric: queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(5), statistic: "Maximum" }),
    above: Duration.hours(1).toSeconds(),
    says: `A message of ${of} has waited for more than an hour.`,
  });
}
