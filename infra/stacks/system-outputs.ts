import { CfnOutput } from "aws-cdk-lib";
import { environmentFor } from "../environment.ts";
import type { Settings } from "../settings.ts";
import type { Platform } from "./platform.ts";
import type { SystemData } from "./system-data.ts";

/** What runner and command line read of a deployment: the environment of all of a system, and the addresses beside it. */
export function systemOutputs(data: SystemData, platform: Platform, settings: Settings): void {
  const { stack, journal, queues, retry } = data;
  const names = [...queues.keys()];
  const all = {
    queues: names,
    deadLetterQueues: names,
    relays: true,
    bus: true,
    traces: true,
    email: true,
    config: true,
  };
  new CfnOutput(stack, "Environment", { value: stack.toJsonString(environmentFor(all, data, platform, settings)) });
  new CfnOutput(stack, "JournalStream", { value: journal.streamArn });
  new CfnOutput(stack, "RetryDeadLetterQueue", { value: retry.deadLetterQueue.queueUrl });
}
