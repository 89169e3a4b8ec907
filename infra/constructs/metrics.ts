import { Duration } from "aws-cdk-lib";
import { Metric, type MetricOptions } from "aws-cdk-lib/aws-cloudwatch";
import { type MetricName, NAMESPACE } from "../../functions/runtime/aws/metrics.ts";

/** By what the Lambdas tell a metric apart: `handler` as `system/name`. */
type Dimensions = Readonly<{ stage: string } & ({ handler: string } | { system: string; type?: string })>;

/** A metric that the Lambdas write into their logs; default the sum of five minutes. */
export const bugleMetric = (metricName: MetricName, dimensions: Dimensions, options: MetricOptions = {}): Metric =>
  new Metric({
    namespace: NAMESPACE,
    metricName,
    dimensionsMap: { ...dimensions },
    statistic: "Sum",
    period: Duration.minutes(5),
    ...options,
  });
