import type { SNSClient } from "@aws-sdk/client-sns";
import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import type { ClientOptions } from "../../functions/runtime/aws/clients/options.ts";
import type { Environment } from "../../functions/runtime/aws/env.ts";
import { awsRoads } from "../../functions/runtime/aws/roads.ts";
import { refusedOf } from "../../functions/runtime/aws/sending.ts";
import { createQueue, createTopic, receive, receiveAll } from "./grounds/queues.ts";
import { envelopeOf } from "./samples.ts";

/** A local cloud and clients for it. */
export interface Place {
  readonly options: ClientOptions;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
}

const noTables = { journal: "j", snapshots: "s", attempts: "a", models: "m", keys: "k" };

const open = ({ sns, sqs }: Place, more: Partial<Environment>) =>
  awsRoads(
    {
      stage: "t",
      system: "commerce",
      region: "us-east-1",
      tables: noTables,
      queues: {},
      deadLetterQueues: {},
      config: {},
      ...more,
    },
    { public: [] },
    { sns, sqs },
  );

export function roadCases(place: () => Place): void {
  describe("roads", () => {
    it("deliver an event raw to the queues whose filter names its type or its stream's kind", async () => {
      const { sns, sqs } = place();
      const submitted = await createQueue(sqs, "by-type");
      const orders = await createQueue(sqs, "by-kind");
      const filters = { [submitted]: { type: ["OrderSubmitted"] }, [orders]: { streamkind: ["commerce/order"] } };
      const topic = await createTopic(sns, sqs, "facts", filters);
      const first = envelopeOf("commerce/order/o-1@1.0", { data: { text: "grüße \ufffe" } });
      const second = envelopeOf("commerce/order/o-1@2.0", { type: "OrderShipped" });
      const other = envelopeOf("commerce/stock/s-1@1.0", { type: "StockMoved", stream: "commerce/stock/s-1" });
      expect(await open(place(), { topic }).publish([first, second, other])).toEqual([]);
      const got = async (url: string, count: number) =>
        (await receiveAll(sqs, url, count))
          .map(({ Body }) => JSON.parse(Body ?? ""))
          .sort((a, b) => (a.id < b.id ? -1 : 1));
      expect(await got(orders, 2)).toEqual([first, second]);
      expect(await got(submitted, 1)).toEqual([first]);
    });

    it("deliver to a FIFO queue once per envelope, in groups", async () => {
      const { sqs } = place();
      const url = await createQueue(sqs, "order.fifo");
      const roads = open(place(), { queues: { "commerce/order": url } });
      const message = { envelope: envelopeOf("once"), group: "commerce/order/o-1" };
      const odd = { envelope: envelopeOf("ü b"), group: "x".repeat(200) };
      await roads.send("commerce/order", [message, odd]);
      await roads.send("commerce/order", [message]);
      const got = await receive(sqs, url);
      expect(got.map(({ Body }) => JSON.parse(Body ?? "").id)).toEqual(["once", "ü b"]);
      expect(got.map(({ Attributes }) => Attributes?.MessageGroupId?.length)).toEqual([18, 64]);
    });

    it("hold back a delayed message on a standard queue", async () => {
      const { sqs } = place();
      const url = await createQueue(sqs, "delayed");
      const roads = open(place(), { queues: { "commerce/timer": url } });
      await roads.send("commerce/timer", [
        { envelope: envelopeOf("late"), delay: 800 },
        { envelope: envelopeOf("now") },
      ]);
      expect((await receive(sqs, url)).map(({ Body }) => JSON.parse(Body ?? "").id)).toEqual(["now"]);
      expect((await receive(sqs, url, 10)).map(({ Body }) => JSON.parse(Body ?? "").id)).toEqual(["late"]);
    });

    it("set messages aside on the retry queue, eleven as well as one", async () => {
      const { sqs } = place();
      const retryQueue = await createQueue(sqs, "retry");
      const asides = Array.from({ length: 11 }, (_, i) => ({ envelope: envelopeOf(`aside-${i}`), reason: "no road" }));
      expect(await open(place(), { retryQueue }).setAside(asides)).toEqual([]);
      const got = [...(await receive(sqs, retryQueue)), ...(await receive(sqs, retryQueue))];
      expect(got).toHaveLength(11);
      expect(JSON.parse(got[0]?.Body ?? "")).toMatchObject({ reason: "no road", envelope: { specversion: "1.0" } });
    });

    it("report the one entry that the service refused, not those beside it", async () => {
      const { sqs } = place();
      const QueueUrl = await createQueue(sqs, "refusing");
      const Entries = [
        { Id: "0", MessageBody: "fine" },
        { Id: "1", MessageBody: "control \u0001 character" },
      ];
      const { Failed } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
      expect(refusedOf(["first", "second"], Failed).map(({ id }) => id)).toEqual(["second"]);
      expect((await receive(sqs, QueueUrl)).map(({ Body }) => Body)).toEqual(["fine"]);
    });
  });
}
