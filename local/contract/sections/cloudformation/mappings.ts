import type { Case } from "../../case.ts";
import { ask } from "../../made/call.ts";
import { arnOf, madeIn, openStack } from "../../made/stack.ts";
import { openStreamedTable } from "../../made/stream.ts";
import type { Place } from "../../place.ts";
import { withFunction } from "./types-of-functions.ts";

const SOURCE =
  "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html";
const RUNNER = "The runner reads queues and streams itself, which is the default; only `-- --lambda` rests on it.";
const MAPPING = "AWS::Lambda::EventSourceMapping";

/** Which options of a mapping are others than those that its template says. */
async function othersOf(place: Place, options: Readonly<Record<string, unknown>>, source: object): Promise<string[]> {
  const Mapping = { Type: MAPPING, Properties: { FunctionName: { Ref: "Function" }, ...options, ...source } };
  const Queue = { Type: "AWS::SQS::Queue" };
  const stack = await openStack(place, "mapping", { Resources: withFunction({ Queue, Mapping }) });
  const path = `/2015-03-31/event-source-mappings/${await madeIn(stack, MAPPING)}`;
  const told = await ask<Record<string, unknown>>(place, { service: "lambda", method: "GET", path });
  return Object.entries(options).flatMap(([name, value]) =>
    JSON.stringify(told[name]) === JSON.stringify(value) ? [] : [name],
  );
}

const says = (others: readonly string[]) => (others.length === 0 ? undefined : `loses ${others.join(", ")}`);

const FunctionResponseTypes = ["ReportBatchItemFailures"];

const ofQueue: Case = {
  id: "cloudformation/queue-mapping",
  title: "AWS::Lambda::EventSourceMapping keeps all options of a queue's mapping.",
  source: SOURCE,
  instead: RUNNER,
  run: async (place) => {
    const options = { BatchSize: 7, FunctionResponseTypes, ScalingConfig: { MaximumConcurrency: 3 } };
    return says(await othersOf(place, options, { EventSourceArn: arnOf("Queue") }));
  },
};

const ofStream: Case = {
  id: "cloudformation/stream-mapping",
  title: "AWS::Lambda::EventSourceMapping keeps all options of a stream's mapping.",
  source: SOURCE,
  instead: RUNNER,
  run: async (place) => {
    const { streamArn } = await openStreamedTable(place);
    const options = {
      BatchSize: 70,
      BisectBatchOnFunctionError: true,
      FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
      FunctionResponseTypes,
      MaximumRecordAgeInSeconds: 3_600,
      MaximumRetryAttempts: 3,
      StartingPosition: "TRIM_HORIZON",
    };
    const DestinationConfig = { OnFailure: { Destination: arnOf("Queue") } };
    return says(await othersOf(place, options, { EventSourceArn: streamArn, DestinationConfig }));
  },
};

export const mappings: readonly Case[] = [ofQueue, ofStream];
