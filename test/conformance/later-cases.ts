import { CreateScheduleGroupCommand } from "@aws-sdk/client-scheduler";
import { DeleteMessageCommand, type Message } from "@aws-sdk/client-sqs";
import type { SQSRecord } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { schedulerClient } from "../../functions/runtime/aws/clients/scheduler.ts";
import { relayRetryEntry } from "../../functions/runtime/aws/entry/relay-retry.ts";
import type { Environment } from "../../functions/runtime/aws/env.ts";
import { awsRoads, type RoadClients } from "../../functions/runtime/aws/roads.ts";
import type { Envelope } from "../../functions/runtime/envelope.ts";
import { followGroup } from "../../local/runner/schedules/follow-group.ts";
import { createQueue, receive } from "./grounds/queues.ts";
import type { Place } from "./road-cases.ts";
import { envelopeOf } from "./samples.ts";

const HOUR = 3_600_000;
const CONSUMER = "shop/door";
const GROUP = "shop/door/1";

const routes = {
  commands: { Paint: { consumer: CONSUMER, fifo: true, state: "shop/door", key: "doorId" } },
  repliesTo: {},
  declared: { "shop/door": ["Paint"] },
  public: [],
};

const paint = (id: string, time: number, more: Partial<Envelope> = {}) =>
  envelopeOf(id, {
    kind: "command",
    type: "Paint",
    time: new Date(time).toISOString(),
    data: { doorId: "1" },
    ...more,
  });

const due = (time: number) => ({ due: new Date(time).toISOString() });

/** A FIFO queue with the relay's retry queue beside it, and the Lambda that reads that. */
async function open({ options, sns, sqs }: Place, name: string) {
  const [url, retryQueue] = [await createQueue(sqs, `${name}.fifo`), await createQueue(sqs, `${name}-waiting`)];
  const environment: Environment = {
    ...{ stage: "t", system: "shop", region: "us-east-1", deadLetterQueues: {}, config: {} },
    tables: { journal: "j", snapshots: "s", attempts: "a", models: "m", keys: "k" },
    queues: { [CONSUMER]: url },
    retryQueue,
    schedules: {
      group: name,
      role: "arn:aws:iam::000000000000:role/timers",
      deadLetterQueueArn: `arn:aws:sqs:us-east-1:000000000000:${name}-undeliverable`,
      targets: [CONSUMER],
    },
  };
  const retry = relayRetryEntry({ routes, system: "shop" }, { environment, options, sns, sqs });
  const idsOf = (messages: readonly Message[]) => messages.map(({ Body = "" }) => JSON.parse(Body).id);
  return {
    url,
    retryQueue,
    roads: (more: Partial<RoadClients> = {}) => awsRoads(environment, { public: [] }, { sns, sqs, ...more }),
    /** Takes what has arrived out of the queue. */
    arrived: async () => {
      const got = await receive(sqs, url, 1);
      const handles = got.map(({ ReceiptHandle }) => ReceiptHandle);
      await Promise.all(
        handles.map((ReceiptHandle) => sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }))),
      );
      return idsOf(got);
    },
    /** Waits for what comes to the retry queue and hands it to its Lambda. */
    again: async () => {
      const got = await receive(sqs, retryQueue, 10);
      const Records = got.map(({ Body, MessageId }) => ({ body: Body, messageId: MessageId }) as SQSRecord);
      return { handled: got.length, ...(await retry({ Records })) };
    },
  };
}

export function laterCases(place: () => Place): void {
  describe("a command for later to a FIFO queue", () => {
    it("comes when it is due, and holds up no other of its group meanwhile", async () => {
      const { roads, arrived, again } = await open(place(), "painting");
      const now = Date.now();
      const failures = await roads().send(CONSUMER, [
        { envelope: paint("shop/door/1@1.0", now, due(now + 900)), group: GROUP, delay: 900 },
        { envelope: paint("shop/door/1@1.1", now), group: GROUP },
        { envelope: paint("shop/door/1@1.2", now), group: GROUP },
      ]);
      expect(failures).toEqual([]);
      expect(await arrived()).toEqual(["shop/door/1@1.1", "shop/door/1@1.2"]);
      expect(await again()).toEqual({ handled: 1, batchItemFailures: [] });
      expect(await arrived()).toEqual(["shop/door/1@1.0"]);
    });

    it("that comes back too early waits for the rest", async () => {
      const { roads, arrived, again } = await open(place(), "early");
      const now = Date.now();
      const envelope = paint("shop/door/1@1.0", now, due(now + 2_000));
      await roads().setAside([{ envelope, reason: "refused", delay: 2_000 }]);
      expect(await again()).toEqual({ handled: 1, batchItemFailures: [] });
      expect(await arrived()).toEqual([]);
      expect(await again()).toEqual({ handled: 1, batchItemFailures: [] });
      expect(await arrived()).toEqual(["shop/door/1@1.0"]);
    });

    it("and its cancellation both arrive, whichever is sent first, and a second of each does not", async () => {
      const { roads, arrived } = await open(place(), "cancelling");
      const now = Date.now();
      const named = { envelope: paint("shop/door/1@fee", now), group: GROUP };
      const cancellation = { envelope: paint("shop/door/1@fee", now, { cancelled: true }), group: GROUP };
      await roads().send(CONSUMER, [cancellation, named]);
      await roads().send(CONSUMER, [named, cancellation]);
      expect(await arrived()).toEqual(["shop/door/1@fee", "shop/door/1@fee"]);
    });

    it("beyond what a queue can delay is a schedule, which comes by the retry queue", async () => {
      const { options, sqs } = place();
      const { roads, arrived, again } = await open(place(), "scheduled");
      const scheduler = schedulerClient(options);
      await scheduler.send(new CreateScheduleGroupCommand({ Name: "scheduled" }));
      const start = Date.now() - HOUR;
      const envelope = paint("shop/door/1@1.0", start, due(start + HOUR));
      const then = roads({ scheduler, now: () => start });
      expect(await then.send(CONSUMER, [{ envelope, group: GROUP, delay: HOUR }])).toEqual([]);
      const troubles: unknown[] = [];
      const stop = followGroup({ scheduler, sqs, group: "scheduled", trouble: (error) => troubles.push(error) });
      expect(await again()).toEqual({ handled: 1, batchItemFailures: [] });
      await stop();
      scheduler.destroy();
      expect([await arrived(), troubles]).toEqual([["shop/door/1@1.0"], []]);
    });
  });
}
