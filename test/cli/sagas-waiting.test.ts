import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { expect, it } from "vitest";
import { itemOf } from "../../functions/runtime/aws/dynamodb-journal.ts";
import { sagasWaiting } from "../../functions/runtime/aws/operations/sagas-waiting.ts";
import type { Commit } from "../../functions/runtime/commit.ts";
import { fakeTransport } from "../conformance/grounds/transport.ts";
import { commitOf } from "../conformance/samples.ts";
import moveMoney from "../conformance/systems/bank/move-money.saga.ts";

const sagas = new Map([["bank/move-money", moveMoney]]);

/** A commit of a transfer that has received one message. */
function heard(key: string, n: number, time: string, type: string, data: object): Commit {
  const received = [{ kind: "event", type, v: 1, data, by: 0 } as const];
  return commitOf(`bank/move-money/${key}`, n, { time, events: [], sends: [], received });
}

const requested = (key: string, time: string) =>
  heard(key, 1, time, "TransferRequested", { transferId: key, from: "a", to: "b", amount: 5 });
const moved = (key: string, n: number, time: string, type: string) =>
  heard(key, n, time, type, { accountId: "a", transferId: key, amount: 5 });

function look(pages: readonly (readonly Commit[])[], now: string, damaged?: string) {
  const { config } = fakeTransport((_, call) => {
    const items = pages[call - 1]?.map(itemOf);
    const Items = items?.map((item) => (item["stream"]?.S === damaged ? { ...item, commit: { S: "{" } } : item));
    const more = call < pages.length && { LastEvaluatedKey: { stream: { S: "s" }, n: { N: "1" } } };
    return { body: { Items, ScannedCount: Items?.length, ...more } };
  });
  const read: number[] = [];
  const onRead = (commits: number) => read.push(commits);
  const options = { journal: "journal", sagas, now: Date.parse(now), onRead };
  return { looking: sagasWaiting(new DynamoDBClient(config), options), read };
}

it("counts processes by the wait they are in, whatever order the journal is read in", async () => {
  const early = "2026-11-21T10:00:00.000Z";
  const late = "2026-11-21T10:05:00.000Z";
  const { looking, read } = look(
    [
      [moved("t-2", 2, late, "Debited"), requested("t-1", early), commitOf("bank/account/a", 1)],
      [requested("t-2", early), requested("t-3", late)],
      [requested("t-4", early), moved("t-4", 2, early, "Debited"), moved("t-4", 3, late, "Credited")],
    ],
    "2026-11-21T10:21:00.000Z",
  );

  expect((await looking).waiting).toEqual([
    { saga: "bank/move-money", wait: "credit", count: 1, oldest: late, late: 0 },
    { saga: "bank/move-money", wait: "debit", count: 2, oldest: early, late: 0 },
  ]);
  expect(read).toEqual([3, 5, 8]);
});

it("tells which are past their time, and which only newer code can read", async () => {
  const time = "2026-11-21T10:00:00.000Z";
  const { looking } = look(
    [[requested("t-1", time), heard("t-2", 1, time, "TransferBlessed", {})]],
    "2026-11-21T10:22:00.000Z",
  );

  expect(await looking).toEqual({
    waiting: [{ saga: "bank/move-money", wait: "debit", count: 1, oldest: time, late: 1 }],
    unread: [{ saga: "bank/move-money", count: 1 }],
  });
});

it("counts a process with a commit that cannot be read once, and goes on with the others", async () => {
  const time = "2026-11-21T10:00:00.000Z";
  const pages = [[requested("t-2", time), moved("t-2", 2, time, "Debited"), requested("t-1", time)]];
  const { looking } = look(pages, time, "bank/move-money/t-2");

  expect(await looking).toEqual({
    waiting: [{ saga: "bank/move-money", wait: "debit", count: 1, oldest: time, late: 0 }],
    unread: [{ saga: "bank/move-money", count: 1 }],
  });
});
