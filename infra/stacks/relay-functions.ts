import { CfnOutput, Duration } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { EventSourceMapping, Function as Lambda } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { alarm } from "../constructs/alarm.ts";
import { pollQueue } from "../constructs/consumer-poller.ts";
import {
  addressed,
  relayPermissions,
  relayRetryPermissions,
  routesIn,
  sweeperPermissions,
} from "../permissions/relay.ts";
import { relayTimeout, sweeperTimeout } from "../timeouts.ts";
import { type Making, systemFunction } from "./making.ts";

function watchStream(scope: Construct, { data, platform }: Making, relay: Lambda, mapping: EventSourceMapping): void {
  const { name } = data.system;
  alarm(scope, "IteratorAgeAlarm", platform.watch, {
    metric: relay.metric("IteratorAge", { statistic: "Maximum", period: Duration.minutes(5) }),
    above: Duration.hours(6).toMilliseconds(),
    says: `The relay of ${name} is more than 6 hours behind; after 24 hours the stream forgets, and only a sweep helps.`,
    runbook: "iterator-age",
  });
  alarm(scope, "FailedRecordsAlarm", platform.watch, {
    metric: new Metric({
      namespace: "AWS/Lambda",
      metricName: "OnFailureDestinationDeliveredEventCount",
      dimensionsMap: { EventSourceMappingUUID: mapping.eventSourceMappingId },
      statistic: "Sum",
      period: Duration.minutes(5),
    }),
    above: 0,
    says: `The relay of ${name} gave up on records and put them into the bucket: mend the cause, then sweep them.`,
    runbook: "set-aside",
  });
}

/** Relay, its retries and the sweeper; `scope` must stand before any handler runs. */
export function relayFunctions(stack: Construct, making: Making): { scope: Construct; relay: Lambda } {
  const { data, platform } = making;
  const { name } = data.system;
  const routes = routesIn(data);
  const bus = routes.public.length > 0;
  const tells = { queues: addressed(routes), relays: true, bus, traces: true };
  const scope = new Construct(stack, "Relays");
  const relay = systemFunction(scope, "Relay", making, {
    kind: "relay",
    tells,
    permissions: relayPermissions(data, platform),
    timeout: relayTimeout,
    description: `Relay of ${name}`,
  });
  const mapping = data.journal.addReader(scope, "Reader", { target: relay, failed: platform.failedRecords });
  watchStream(scope, making, relay, mapping);
  const retry = systemFunction(scope, "Retry", making, {
    kind: "relay-retry",
    tells: { ...tells, traces: false },
    permissions: relayRetryPermissions(data, platform),
    timeout: relayTimeout,
    description: `Relay of ${name}, once more`,
  });
  pollQueue(scope, "RetryPoller", { target: retry, from: data.retry, maxConcurrency: 2 });
  const sweeper = systemFunction(scope, "Sweeper", making, {
    kind: "sweeper",
    tells,
    permissions: sweeperPermissions(data, platform),
    timeout: sweeperTimeout,
    description: `Sweeper of ${name}`,
  });
  new CfnOutput(stack, "RelayFunction", { value: relay.functionName });
  new CfnOutput(stack, "SweeperFunction", { value: sweeper.functionName });
  return { scope, relay };
}
