import { GraphWidget, type IMetric, type IWidget, Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { IQueue } from "aws-cdk-lib/aws-sqs";

/** More lines than this cannot be told apart. */
const LINES = 25;

/** One graph, or as many as its lines need; none without a line. */
export function graphs(title: string, lines: readonly IMetric[], unit?: string): IWidget[] {
  const many = Math.ceil(lines.length / LINES);
  return Array.from(
    { length: many },
    (_, i) =>
      new GraphWidget({
        title: many > 1 ? `${title} (${i + 1} of ${many})` : title,
        width: 12,
        left: lines.slice(i * LINES, (i + 1) * LINES),
        ...(unit && { leftYAxis: { label: unit, showUnits: false } }),
      }),
  );
}

/** A line for one queue. */
export const queueLine = ({ queueName }: IQueue, metricName: string, statistic: string, label: string): Metric =>
  new Metric({ namespace: "AWS/SQS", metricName, dimensionsMap: { QueueName: queueName }, statistic, label });
