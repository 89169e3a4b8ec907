import { setImmediate } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { dynamodbSnapshots } from "../../functions/runtime/aws/dynamodb-snapshots.ts";
import type { Snapshot } from "../../functions/runtime/ports.ts";
import { countCalls } from "../../functions/runtime/testing/count-calls.ts";
import { fakeTables } from "../../functions/runtime/testing/fake-tables.ts";
import { fakeTransport } from "./grounds/transport.ts";
import { snapshotOf, unpackable } from "./snapshot-cases.ts";

const STREAM = "commerce/order/o";
const PART_BYTES = 50_000;
/** Two parts. */
const large = (n: number): Snapshot => snapshotOf(n, unpackable(80_000));

function openTable(tables = fakeTables()) {
  const { config, seen } = fakeTransport(tables);
  const client = new DynamoDBClient(config);
  return { tables, seen, client, snapshots: dynamodbSnapshots(client, "snapshots", PART_BYTES) };
}

/** A writer that makes its next call each time it is told to. */
function openWriter(tables: ReturnType<typeof fakeTables>, snapshot: Snapshot) {
  const { client, snapshots } = openTable(tables);
  let call: (() => void) | undefined;
  let done = false;
  client.middlewareStack.add(
    (next) => async (args) => {
      await new Promise<void>((resolve) => {
        call = resolve;
      });
      return next(args);
    },
    { step: "initialize" },
  );
  const written = snapshots.write(STREAM, snapshot).then(() => {
    done = true;
  });
  const stopped = async () => {
    while (!call && !done) await setImmediate();
  };
  return {
    written,
    step: async () => {
      await stopped();
      call?.();
      call = undefined;
      await stopped();
    },
  };
}

/** Every order in which two writers may make so many calls each. */
const orders = (first: number, second: number): number[][] => [
  ...(first > 0 ? orders(first - 1, second).map((rest) => [0, ...rest]) : []),
  ...(second > 0 ? orders(first, second - 1).map((rest) => [1, ...rest]) : []),
  ...(first + second === 0 ? [[]] : []),
];

describe("a snapshot of several items", () => {
  it("is read whole, or the one before it is, at every moment of two writers in every order", async () => {
    const [before, older, newer] = [large(500), large(1_000), large(1_001)];
    const all = orders(4, 4);
    expect(all).toHaveLength(70);
    const looked = new Set<string>();
    for (const order of all) {
      const { tables, snapshots } = openTable();
      await snapshots.write(STREAM, before);
      const writers = [openWriter(tables, older), openWriter(tables, newer)];
      for (const [calls, i] of order.entries()) {
        await writers[i]?.step();
        const moment = order.slice(0, calls + 1).join();
        if (looked.has(moment)) continue;
        looked.add(moment);
        const read = await snapshots.read(STREAM);
        expect(read).toEqual([before, older, newer].find(({ n }) => n === read?.n) ?? before);
      }
      await Promise.all(writers.map(({ written }) => written));
      expect(await snapshots.read(STREAM)).toEqual(newer);
    }
  });

  it("costs a read and a write more than its parts, and a small one one call as ever, even after it", async () => {
    const { client, snapshots } = openTable();
    const counts = countCalls(client);
    const calls = async (call: Promise<unknown>) => {
      const before = { ...counts.calls };
      await call;
      return Object.fromEntries(Object.entries(counts.calls).map(([name, n]) => [name, n - (before[name] ?? 0)]));
    };
    expect(await calls(snapshots.write(STREAM, snapshotOf(500, 1)))).toEqual({ PutItem: 1 });
    expect(await calls(snapshots.read(STREAM))).toEqual({ GetItem: 1, PutItem: 0 });
    expect(await calls(snapshots.write(STREAM, large(1_000)))).toEqual({ GetItem: 1, PutItem: 3 });
    expect(await calls(snapshots.read(STREAM))).toEqual({ GetItem: 3, PutItem: 0 });
    expect(await calls(snapshots.write(STREAM, large(999)))).toEqual({ GetItem: 1, PutItem: 0 });
    expect(await calls(snapshots.write(STREAM, snapshotOf(1_500, 1)))).toEqual({ GetItem: 0, PutItem: 1 });
    expect(await calls(snapshots.read(STREAM))).toEqual({ GetItem: 1, PutItem: 0 });
  });

  it("leaves no more behind than two of them, each item with its time to go", async () => {
    const { seen, snapshots } = openTable();
    for (let n = 500; n <= 3_000; n += 500) await snapshots.write(STREAM, { ...large(n), expires: 1_900_000_000 });
    const puts = seen.filter(({ operation }) => operation === "PutItem").map(({ body }) => body["Item"]);
    const items = puts as { part: { S: string }; expires: { N: string } }[];
    expect([...new Set(items.map(({ part }) => part.S))].sort()).toEqual([
      "snapshot",
      "snapshot/a/0",
      "snapshot/a/1",
      "snapshot/b/0",
      "snapshot/b/1",
    ]);
    expect(new Set(items.map(({ expires }) => expires.N))).toEqual(new Set(["1900000000"]));
  });

  it("is whole when the answer to the write of a part was lost and the SDK tried again", async () => {
    const tables = fakeTables();
    const { config } = fakeTransport((asked, call) => {
      const answer = tables(asked);
      if (call === 2) throw Object.assign(new Error("socket hang up"), { code: "ECONNRESET", name: "TimeoutError" });
      return answer;
    });
    const snapshots = dynamodbSnapshots(new DynamoDBClient({ ...config, maxAttempts: 3 }), "snapshots", PART_BYTES);
    const whole = large(500);
    await snapshots.write(STREAM, whole);
    expect(await snapshots.read(STREAM)).toEqual(whole);
  });
});
