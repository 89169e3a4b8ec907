import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { expect, it } from "vitest";
import { cloudwatchAges } from "../../functions/runtime/aws/operations/ages.ts";
import { fakeTransport, type Seen } from "../conformance/grounds/transport.ts";

const queueUrl = (name: string) => `https://sqs.us-east-1.amazonaws.com/000000000000/${name}`;

interface Query {
  readonly Id: string;
  readonly MetricStat: { readonly Metric: { readonly MetricName: string; readonly Dimensions: object[] } };
}

const queriesOf = ({ body }: Seen) => body["MetricDataQueries"] as Query[];

it("takes the newest measure of each queue and relay, in seconds, and knows nothing of the others", async () => {
  const results = [
    { Id: "q1", Values: [42, 7] },
    { Id: "q0", Values: [] },
    { Id: "r0", Values: [61_000] },
  ];
  const { config, seen } = fakeTransport(() => ({ body: { MetricDataResults: results } }));
  const ages = cloudwatchAges(new CloudWatchClient(config), () => Date.parse("2026-11-21T10:00:00.000Z"));

  const { queues, relays } = await ages([queueUrl("idle"), queueUrl("busy.fifo")], ["relay-of-commerce"]);

  expect([...queues]).toEqual([[queueUrl("busy.fifo"), 42]]);
  expect([...relays]).toEqual([["relay-of-commerce", 61]]);
  expect(seen[0]?.body).toMatchObject({ StartTime: 1_795_254_300, EndTime: 1_795_255_200 });
  const metrics = queriesOf(seen[0] as Seen).map(({ MetricStat }) => MetricStat.Metric);
  expect(metrics.slice(1)).toEqual([
    {
      Namespace: "AWS/SQS",
      MetricName: "ApproximateAgeOfOldestMessage",
      Dimensions: [{ Name: "QueueName", Value: "busy.fifo" }],
    },
    {
      Namespace: "AWS/Lambda",
      MetricName: "IteratorAge",
      Dimensions: [{ Name: "FunctionName", Value: "relay-of-commerce" }],
    },
  ]);
});

it("asks for no more than a call takes", async () => {
  const { config, seen } = fakeTransport(() => ({ body: { MetricDataResults: [] } }));

  await cloudwatchAges(new CloudWatchClient(config))(
    Array.from({ length: 501 }, (_, i) => queueUrl(`q${i}`)),
    [],
  );

  expect(seen.map((each) => queriesOf(each).length)).toEqual([500, 1]);
});
