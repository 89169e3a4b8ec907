import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { dynamodbJournal } from "../../../functions/runtime/aws/dynamodb-journal.ts";
import { dynamodbModels } from "../../../functions/runtime/aws/dynamodb-models.ts";
import { countCalls } from "../../../functions/runtime/testing/count-calls.ts";
import { fakeTables } from "../../../functions/runtime/testing/fake-tables.ts";
import { memoryGround } from "../../../functions/runtime/testing/simulation/ground.ts";
import { fakeTransport } from "../grounds/transport.ts";
import { commitsOf, counting, deliveriesOf, pathAt, pathOf, project, type Said, START } from "../past.ts";

const HOUR = 3_600_000;
const SECONDS = (count: number): Said[] => Array.from({ length: count }, () => [1, 1_000]);

/** A stream of one fact a second, of which a projection has heard them all, one by one. */
async function heard(said: readonly Said[], definition = pathOf({ checkpoints: 10 }), but: readonly number[] = []) {
  let now = START;
  const ground = memoryGround(() => now);
  const commits = commitsOf("tom", said);
  for (const commit of commits) if (!but.includes(commit.n)) await ground.journal.append(commit);
  for (const delivery of deliveriesOf(commits)) await project(ground, definition, [delivery], { now });
  const kept = async () => (await ground.models.list("test/paths/at", "tom", { limit: 99 })).items.map(({ n }) => n);
  const advance = (milliseconds: number) => {
    now += milliseconds;
  };
  return { ground, commits, kept, advance };
}

/** What a hundred facts cost, heard one by one. */
async function costOf(definition: ReturnType<typeof pathOf>) {
  const client = new DynamoDBClient(fakeTransport(fakeTables()).config);
  const [journal, models] = [dynamodbJournal(client, "journal"), dynamodbModels(client, "models")];
  const commits = commitsOf("tom", SECONDS(100));
  for (const commit of commits) await journal.append(commit);
  const counts = countCalls(client);
  for (const delivery of deliveriesOf(commits))
    await project({ ...memoryGround(), journal, models }, definition, [delivery]);
  return [counts.total, counts.writeUnits, counts.readUnits];
}

describe("a row that is kept as it was every ten commits", () => {
  it("costs one write and one read more for each ten, and one that is not kept nothing more", async () => {
    expect(await costOf(pathOf())).toEqual([200, 100, 100]);
    expect(await costOf(pathOf({ checkpoints: 10 }))).toEqual([220, 110, 110]);
  });

  it("is kept at the same places when its row has gone and is folded anew", async () => {
    const { ground, commits, kept } = await heard(SECONDS(45));
    expect(await kept()).toEqual([39, 29, 19, 9]);
    const models = memoryGround().models;
    await project({ ...ground, models }, pathOf({ checkpoints: 10 }), deliveriesOf(commits).slice(-1));
    const { items } = await models.list("test/paths/at", "tom", { limit: 99 });
    expect(items).toEqual((await ground.models.list("test/paths/at", "tom", { limit: 99 })).items);
  });

  it("is told with many facts of one time by the newest of them", async () => {
    const { ground } = await heard(Array.from({ length: 120 }, () => [1, 0]));
    const { stores, counts } = counting(ground);
    expect((await pathAt(stores, pathOf({ checkpoints: 10 }), "tom", START))?.version).toBe(120);
    expect(counts.commits).toBe(1 + 1);
  });

  it("is told at the end of time and before the beginning", async () => {
    const { ground } = await heard(SECONDS(45));
    const { stores, counts } = counting(ground);
    const at = (time: string) => pathAt(stores, pathOf({ checkpoints: 10 }), "tom", time);
    expect((await at("9999-12-31T23:59:59-01:00"))?.version).toBe(45);
    expect(counts.commits).toBe(7);
    expect(await at("1969-01-01T00:00:00Z")).toBeUndefined();
  });

  it("is told though facts before it have gone, and refused where one after it has", async () => {
    const { ground } = await heard(SECONDS(45), pathOf({ checkpoints: 10 }), [1, 2, 33]);
    const at = (second: number) => pathAt(ground, pathOf({ checkpoints: 10 }), "tom", START + second * 1_000);
    expect((await at(25))?.version).toBe(25);
    expect((await at(31))?.version).toBe(31);
    expect((await at(44))?.version).toBe(44);
    await expect(at(33)).rejects.toMatchObject({ status: 410 });
    await expect(at(5)).rejects.toMatchObject({ status: 410 });
  });

  it.each([
    ["its rows", { keptFor: HOUR }],
    ["its facts", { factsFor: HOUR }],
  ])("goes as long after its time as %s do, and is written no more when that has passed", async (_, kept) => {
    const definition = pathOf({ checkpoints: 10, ...kept });
    const stream = await heard(SECONDS(45), definition);
    stream.advance(HOUR + 9_000);
    expect(await stream.kept()).toEqual([39, 29, 19, 9]);
    stream.advance(11_000);
    expect(await stream.kept()).toEqual([39, 29]);
    expect((await pathAt(stream.ground, definition, "tom", START + 15_000))?.version).toBe(15);
    const late = memoryGround(() => START + HOUR + 25_000);
    await project({ ...late, journal: stream.ground.journal }, definition, deliveriesOf(stream.commits), {
      now: START + HOUR + 25_000,
    });
    const { items } = await late.models.list("test/paths/at", "tom", { limit: 99 });
    expect(items.map(({ n }) => n)).toEqual([39, 29]);
  });
});

it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
  "checkpoints every %d commits are refused",
  (checkpoints) => {
    expect(() => pathOf({ checkpoints })).toThrow(expect.objectContaining({ code: "bad-checkpoints" }));
  },
);
