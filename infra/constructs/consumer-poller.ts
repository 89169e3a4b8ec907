import { Duration } from "aws-cdk-lib";
import { EventSourceMapping, type Function as Lambda, MetricType } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import { acknowledge } from "../findings.ts";
import { refuse } from "../refuse.ts";
import { type ConsumerQueue, leastVisibility } from "./consumer-queue.ts";
import { arnOf } from "./queue.ts";

export interface PollerProps {
  readonly target: Lambda;
  readonly from: ConsumerQueue;
  /** Batches at once, 2 to 1,000: levels the load without taking concurrency from others. */
  readonly maxConcurrency: number;
  /** How long to gather a batch; default 0: at low traffic any window may wait 20 s. */
  readonly window?: Duration;
  /** Commands are answered at once, so they take no window. */
  readonly commands?: boolean;
}

function refuseTraps(where: string, { target, from, maxConcurrency, window, commands }: PollerProps): void {
  const waits = window ?? Duration.seconds(0);
  if (waits.toSeconds() > 0 && (from.fifo || commands))
    refuse("window-on-commands", where, "commands and FIFO queues take no batching window", "leave the window out");
  const least = leastVisibility(target.timeout ?? Duration.seconds(3), waits).toSeconds();
  if (from.visibilityTimeout.toSeconds() < least)
    refuse(
      "visibility-too-short",
      where,
      `its queue hides messages for ${from.visibilityTimeout.toSeconds()} s and its function needs ${least} s`,
      "make the queue with the timeout of the function that reads it",
    );
  if (maxConcurrency < 2 || maxConcurrency > 1_000)
    refuse(
      "concurrency",
      where,
      `a poller runs 2 to 1,000 batches at once, not ${maxConcurrency}`,
      "use FIFO with one group for a single worker",
    );
}

/** Polls a queue for a function: batches of ten, failures told one by one, no filter, since a filter deletes what it does not match. */
export function pollQueue(scope: Construct, id: string, props: PollerProps): EventSourceMapping {
  refuseTraps(`${scope.node.path}/${id}`, props);
  const { target, from, maxConcurrency, window } = props;
  from.takeForPoller();
  const mapping = new EventSourceMapping(scope, id, {
    target,
    eventSourceArn: arnOf(from.queue),
    batchSize: 10,
    ...(window && window.toSeconds() > 0 && { maxBatchingWindow: window }),
    maxConcurrency,
    reportBatchItemFailures: true,
    metricsConfig: { metrics: [MetricType.EVENT_COUNT] },
  });
  acknowledge(mapping, "Serverless-LambdaEventSourceMappingDestination");
  return mapping;
}
