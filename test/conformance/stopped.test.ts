import { SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listAttempts } from "../../functions/runtime/aws/operations/attempts.ts";
import type { LetterBox } from "../../functions/runtime/aws/operations/letter-box.ts";
import { resolve } from "../../functions/runtime/aws/operations/resolve.ts";
import { stoppedBy } from "../../functions/runtime/aws/operations/stopped.ts";
import { awsPorts } from "../../functions/runtime/aws/ports.ts";
import { sqsInbox } from "../../functions/runtime/aws/sqs-inbox.ts";
import { deliver } from "../../functions/runtime/delivery/index.ts";
import { openWorker } from "../../functions/runtime/delivery/open-worker.ts";
import { startEngine } from "./grounds/engine.ts";
import { createQueue } from "./grounds/queues.ts";
import { localOptions, openTables } from "./grounds/tables.ts";
import { Grind, openMill } from "./parking/mill.ts";
import { received } from "./rules/bench.ts";

let engine: Awaited<ReturnType<typeof startEngine>>;

beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

async function openStopping(exhausted: "park" | "halt") {
  const { client: dynamodb } = await openTables(engine.endpoint, exhausted);
  const sqs = new SQSClient(localOptions(engine.endpoint));
  const [url, deadLetterUrl] = [
    await createQueue(sqs, `${exhausted}.fifo`),
    await createQueue(sqs, `${exhausted}-dead.fifo`),
  ];
  const { manifest, definitions: all } = openMill(exhausted, new Set());
  const consumer = manifest.systems[0]!.consumers[0]!;
  const definitions = [...all.values()];
  const table = (part: string) => `${exhausted}-${process.pid}-${part}`;
  const tables = {
    ...{ journal: table("journal"), snapshots: table("snapshots"), attempts: table("attempts") },
    ...{ models: table("models"), keys: table("keys") },
  };
  const environment = {
    ...{ stage: "test", system: "mill", region: "us-east-1", config: {}, tables },
    ...{ queues: { "mill/mill": url }, deadLetterQueues: { "mill/mill": deadLetterUrl } },
  };
  const ports = awsPorts(environment, { dynamodb, log: () => {} });
  // What this test delivers was never in the queue, so nothing there can be hidden.
  const inbox = { ...sqsInbox(sqs, { url, deadLetterUrl }), backOff: async () => {} };
  const worker = openWorker({ consumer, definitions, ports, inbox });
  const box: LetterBox = {
    name: "mill/mill",
    kind: "consumer",
    url: deadLetterUrl,
    target: () => url,
    outbound: () => ({ id: "", body: "", fields: {} }),
  };
  return {
    grind: async (id: string, millId: string, mood: Grind["data"]["mood"] = "fine") => {
      const born = new Date().toISOString();
      const message = received(id, new Grind({ millId, place: 0, mood }), {
        group: `mill/mill/${millId}`,
        born,
        time: born,
      });
      return (await deliver(worker, [message])).length === 0 ? "settled" : "waits";
    },
    stopped: async () =>
      stoppedBy(dynamodb, tables.journal, await listAttempts(dynamodb, tables.attempts, Date.now()), Date.now()),
    resolve: (id: string) => resolve(box, id, { dynamodb, sqs, environment, consumer, definitions, because: "no" }),
    close: () => {
      dynamodb.destroy();
      sqs.destroy();
    },
  };
}

describe("on an engine", () => {
  it("a key is parked, told of, and goes on when its letter is resolved", async () => {
    const { grind, stopped, resolve, close } = await openStopping("park");
    expect(await grind("bad", "a", "terminal")).toBe("settled");
    expect([await grind("m-1", "a"), await grind("m-2", "b")]).toEqual(["waits", "settled"]);
    expect(await stopped()).toMatchObject([{ consumer: "mill/mill", letter: "bad", stream: "mill/mill/a" }]);
    expect(await resolve("bad")).toBe("rejected");
    expect(await stopped()).toEqual([]);
    expect(await grind("m-1", "a")).toBe("settled");
    close();
  });

  it("a consumer is halted, told of, and goes on when its letter is resolved", async () => {
    const { grind, stopped, resolve, close } = await openStopping("halt");
    expect(await grind("bad", "a", "terminal")).toBe("settled");
    expect([await grind("m-1", "a"), await grind("m-2", "b")]).toEqual(["waits", "waits"]);
    const [halt, ...more] = await stopped();
    expect([halt?.consumer, halt?.letter, halt?.stream, more]).toEqual(["mill/mill", "bad", undefined, []]);
    expect(await resolve("bad")).toBe("rejected");
    expect(await stopped()).toEqual([]);
    expect([await grind("m-1", "a"), await grind("m-2", "b")]).toEqual(["settled", "settled"]);
    close();
  });
});
