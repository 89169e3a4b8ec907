import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { dynamodbJournal, itemOf } from "../../functions/runtime/aws/dynamodb-journal.ts";
import { dynamodbKeys } from "../../functions/runtime/aws/dynamodb-keys.ts";
import { dynamodbModels } from "../../functions/runtime/aws/dynamodb-models.ts";
import { dynamodbSnapshots } from "../../functions/runtime/aws/dynamodb-snapshots.ts";
import { dynamodbTrace } from "../../functions/runtime/aws/dynamodb-trace.ts";
import { fakeTransport, type Reply, refusal } from "./grounds/transport.ts";
import { commitOf, envelopeOf, hopOf } from "./samples.ts";

const clientOf = (reply: Reply) => new DynamoDBClient(fakeTransport(() => reply).config);
const modelsOf = (reply: Reply) => dynamodbModels(clientOf(reply), "models");

const rowOf = (key: string) => ({ model: "totals", key, value: { row: 1, version: 2, n: 1 }, expected: 1 });
const one = [rowOf("a")];
const two = [rowOf("a"), rowOf("b")];

const cancelled = (...codes: string[]): Reply =>
  refusal("TransactionCanceledException", { CancellationReasons: codes.map((Code) => ({ Code })) });

const THROTTLES = ["ProvisionedThroughputExceededException", "ThrottlingException", "RequestLimitExceeded"];

describe("an append", () => {
  it.each(THROTTLES)("throws %s, and does not take it for a commit that stands there", async (name) => {
    const journal = dynamodbJournal(clientOf(refusal(name)), "journal");
    await expect(journal.append(commitOf("commerce/order/o-1", 1))).rejects.toMatchObject({ name });
  });

  it("throws when the service fails", async () => {
    const journal = dynamodbJournal(clientOf({ ...refusal("InternalServerError"), status: 500 }), "journal");
    const append = journal.append(commitOf("commerce/order/o-1", 1));
    await expect(append).rejects.toMatchObject({ name: "InternalServerError" });
  });

  it("answers its own commit when the first answer was lost and the SDK tried again", async () => {
    const commit = commitOf("commerce/order/o-1", 1);
    const { config, seen } = fakeTransport((_, call) => {
      if (call === 1) throw Object.assign(new Error("socket hang up"), { code: "ECONNRESET", name: "TimeoutError" });
      return refusal("ConditionalCheckFailedException", { Item: itemOf(commit) });
    });
    const journal = dynamodbJournal(new DynamoDBClient({ ...config, maxAttempts: 3 }), "journal");
    expect(await journal.append(commit)).toEqual(commit);
    expect(seen.map(({ operation }) => operation)).toEqual(["PutItem", "PutItem"]);
  });
});

describe("a write of one row", () => {
  it.each(["ConditionalCheckFailedException", "TransactionConflictException"])("answers false to %s", async (name) => {
    expect(await modelsOf(refusal(name)).write(one)).toBe(false);
  });

  it.each(THROTTLES)("throws %s", async (name) => {
    await expect(modelsOf(refusal(name)).write(one)).rejects.toMatchObject({ name });
  });
});

describe("a write of several rows", () => {
  it.each([
    [["ConditionalCheckFailed", "None"]],
    [["None", "TransactionConflict"]],
    [["TransactionConflict", "ConditionalCheckFailed"]],
    [["ThrottlingError", "ConditionalCheckFailed"]],
  ])("answers false when it was cancelled for %j: another writer was first or is under way", async (codes) => {
    expect(await modelsOf(cancelled(...codes)).write(two)).toBe(false);
  });

  it.each([
    [["ThrottlingError", "None"]],
    [["TransactionConflict", "ThrottlingError"]],
    [["ProvisionedThroughputExceeded", "ProvisionedThroughputExceeded"]],
    [["ValidationError", "None"]],
    [["None", "None"]],
    [[]],
  ])("throws when it was cancelled for %j: that is no lost race", async (codes) => {
    const write = modelsOf(cancelled(...codes)).write(two);
    await expect(write).rejects.toMatchObject({ name: "TransactionCanceledException" });
  });

  it("throws when the same transaction is still under way, since its end is unknown", async () => {
    const write = modelsOf(refusal("TransactionInProgressException")).write(two);
    await expect(write).rejects.toMatchObject({ name: "TransactionInProgressException" });
  });
});

describe("other writes", () => {
  it.each(THROTTLES)("throw %s: a key is not taken and a snapshot is not older", async (name) => {
    const client = clientOf(refusal(name));
    const record = { bodyHash: "abc", response: null, envelopes: [envelopeOf("m-1")] };
    await expect(dynamodbKeys(client, "keys").claim("k", record, 1)).rejects.toMatchObject({ name });
    const snapshot = { n: 1, version: 1, time: "", definition: 1, state: 1, ids: [], paged: 0 };
    await expect(dynamodbSnapshots(client, "s").write("a/b/c", snapshot)).rejects.toMatchObject({ name });
  });

  it("of a trace are tried again for what the service left over, and only for that", async () => {
    const { config, seen } = fakeTransport(({ body }, call) => {
      const requests = (body["RequestItems"] as Record<string, unknown[]>)["trace"] ?? [];
      return { body: call === 1 ? { UnprocessedItems: { trace: requests.slice(2) } } : {} };
    });
    const pauses: number[] = [];
    const pause = async (milliseconds: number) => pauses.push(milliseconds);
    const trace = dynamodbTrace(new DynamoDBClient(config), "trace", Date.now, pause);
    await trace.write(["m-1", "m-2", "m-3"].map((id) => hopOf("c-1", "2026-11-21T10:00:00.000Z", { id })));
    expect(seen.map(({ body }) => (body["RequestItems"] as { trace: unknown[] }).trace.length)).toEqual([3, 1]);
    expect(pauses).toEqual([100]);
  });

  it("of a trace give up with a typed error when the service keeps leaving them over", async () => {
    const { config } = fakeTransport(({ body }) => ({ body: { UnprocessedItems: body["RequestItems"] } }));
    const trace = dynamodbTrace(new DynamoDBClient(config), "trace", Date.now, async () => undefined);
    const write = trace.write([hopOf("c-1", "2026-11-21T10:00:00.000Z")]);
    await expect(write).rejects.toMatchObject({ code: "trace-not-written" });
  });
});
