import { expect, test } from "vitest";
import { loadSystems, makeApp, ofType, shopContext, templates } from "./fixture.ts";

const stage = async (context: Record<string, unknown> = {}) =>
  templates(makeApp({ ...(await loadSystems()), context: { ...shopContext, ...context } }));

const kept = (stacks: Awaited<ReturnType<typeof stage>>) =>
  Object.values(stacks).flatMap(({ Resources }) =>
    Object.entries(Resources)
      .filter(([, { DeletionPolicy = "Delete" }]) => DeletionPolicy !== "Delete")
      .map(([id]) => id.slice(0, -8)),
  );

test("a teardown leaves what cannot be made again: journals, snapshots, timers under way, and records given up", async () => {
  expect(kept(await stage())).toEqual([
    "FailedRecords",
    "JournalTable",
    "Snapshots",
    "TimersUndeliverableQueue",
    "TimersGroup",
    "TimersRole",
    "JournalTable",
    "Snapshots",
  ]);
});

test("told to keep nothing, it leaves nothing, and until then facts can still be restored", async () => {
  const stacks = await stage({ keep: "nothing" });
  expect(kept(stacks)).toEqual([]);
  const [[, journal] = []] = ofType(stacks["Bugle-dev-shop-data"], "AWS::DynamoDB::GlobalTable");
  expect(journal?.Properties["Replicas"]).toEqual([
    expect.objectContaining({
      DeletionProtectionEnabled: false,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    }),
  ]);
});

test("every public event can be replayed for as many days as the stage was told", async () => {
  const archive = async (context: Record<string, unknown>) =>
    ofType((await stage(context))["Bugle-dev-platform"], "AWS::Events::Archive").map(
      ([, { Properties }]) => Properties,
    );
  expect(await archive({ archiveDays: "90" })).toEqual([
    expect.objectContaining({ RetentionDays: 90, EventPattern: { account: [{ Ref: "AWS::AccountId" }] } }),
  ]);
});
