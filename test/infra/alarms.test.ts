import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { readManifest } from "../../functions/runtime/manifest-files.ts";
import { loadSystems, makeApp, ofType, project, type StackJson, shopContext, templates } from "./fixture.ts";

interface Alarm {
  readonly AlarmDescription: string;
  readonly AlarmActions: readonly unknown[];
  readonly MetricName: string;
  readonly Namespace: string;
  readonly Threshold: number;
  readonly Period: number;
  readonly EvaluationPeriods: number;
  readonly Dimensions: readonly { Name: string; Value: unknown }[];
}

let alarms: Map<string, Alarm>;

const alarmsOf = (stacks: Record<string, StackJson>) =>
  new Map(
    Object.entries(stacks).flatMap(([name, stack]) =>
      ofType(stack, "AWS::CloudWatch::Alarm").map(([id, { Properties }]) => {
        const title = `${name.replace(/^Bugle-dev-/, "")} ${id.slice(0, -8)}`;
        return [title, Properties as unknown as Alarm] as const;
      }),
    ),
  );

beforeAll(async () => {
  alarms = alarmsOf(templates(makeApp({ ...(await loadSystems()), context: shopContext })));
});

const about = (runbook: string) =>
  [...alarms].filter(([, { AlarmDescription }]) => AlarmDescription.endsWith(`#${runbook}`)).map(([title]) => title);

describe("what raises an alarm", () => {
  test("dead letters, at every consumer", () => {
    expect(about("dead-letters")).toEqual([
      "shop-data ConsumersaskpriceDeadLettersAlarm",
      "shop-data ConsumerschargecardDeadLettersAlarm",
      "shop-data ConsumerscheckoutDeadLettersAlarm",
      "shop-data ConsumerscountorderonorderplacedDeadLettersAlarm",
      "shop-data ConsumersmailreceiptoncardchargedDeadLettersAlarm",
      "shop-data ConsumersorderlistDeadLettersAlarm",
      "shop-data ConsumersorderDeadLettersAlarm",
      "yard-data ConsumerspackonorderplacedDeadLettersAlarm",
    ]);
  });

  test("what bus, topic, rules and scheduler could not deliver", () => {
    expect(about("undeliverable")).toEqual([
      "platform DeadLettersAlarm",
      "shop-data UndeliverableDeadLettersAlarm",
      "shop-data TimersUndeliverableDeadLettersAlarm",
      "yard-data UndeliverableDeadLettersAlarm",
      "yard-data BusUndeliverableDeadLettersAlarm",
    ]);
  });

  test("a message that has waited for an hour, in every queue that somebody reads", () => {
    expect(about("oldest-message")).toHaveLength(10);
    for (const title of about("oldest-message"))
      expect(alarms.get(title)).toMatchObject({ MetricName: "ApproximateAgeOfOldestMessage", Threshold: 3_600 });
  });

  test("only of a FIFO queue does an old message mean one that keeps failing", () => {
    const said = (title: string) => alarms.get(title)?.AlarmDescription;
    expect(said("shop-data ConsumersorderAgeAlarm")).toMatch(/, or the first of a key keeps failing\. Runbook/);
    expect(said("shop-data ConsumersorderlistAgeAlarm")).toMatch(
      /; messages that keep failing are not counted here\. Run/,
    );
  });

  test("a relay that is six hours behind its stream", () => {
    expect(about("iterator-age")).toEqual(["shop RelaysIteratorAgeAlarm", "yard RelaysIteratorAgeAlarm"]);
    expect(alarms.get("shop RelaysIteratorAgeAlarm")).toMatchObject({ Threshold: 21_600_000, Namespace: "AWS/Lambda" });
  });

  test("what a relay set aside, what it gave up of that, and records it could not even set aside", () => {
    expect(about("set-aside")).toEqual([
      "shop-data RelayRetrySetAsideAlarm",
      "shop-data RelayRetryDeadLettersAlarm",
      "yard-data RelayRetrySetAsideAlarm",
      "yard-data RelayRetryDeadLettersAlarm",
      "shop RelaysFailedRecordsAlarm",
      "yard RelaysFailedRecordsAlarm",
    ]);
  });

  test("failed invocations of each function, messages that keep failing, and an API's own errors", () => {
    const errors = about("handler-errors");
    expect(errors.filter((title) => alarms.get(title)?.MetricName === "Errors")).toHaveLength(15);
    expect(errors.filter((title) => alarms.get(title)?.Namespace !== "AWS/Lambda")).toEqual([
      "shop HttpErrorsAlarm",
      "shop FailingMessagesAlarm",
      "yard FailingMessagesAlarm",
    ]);
    expect(alarms.get("shop FailingMessagesAlarm")).toMatchObject({
      Namespace: "Bugle",
      MetricName: "Failed",
      Dimensions: [
        { Name: "stage", Value: "dev" },
        { Name: "system", Value: "shop" },
      ],
      EvaluationPeriods: 3,
      Period: 300,
    });
  });
});

test("what was never delivered has no queue to go back to: its alarm says to sweep, not to redrive", () => {
  for (const title of about("undeliverable")) {
    expect(alarms.get(title)?.AlarmDescription).toContain("a sweep of the journal");
    expect(alarms.get(title)?.AlarmDescription).not.toContain("redrive");
  }
});

const guide = join(project, "docs/guides/operating.md");
const headings = existsSync(guide) ? [...readFileSync(guide, "utf8").matchAll(/^#+ (.+)$/gm)] : [];
const anchors = headings.map(([, title = ""]) =>
  title
    .toLowerCase()
    .replace(/[^\w\- ]/g, "")
    .replaceAll(" ", "-"),
);

test("every alarm of the project tells somebody, and names a section of the operating guide that is there", async () => {
  const { manifest } = await readManifest(join(project, "functions"));
  const all = alarmsOf(templates(makeApp({ manifest, context: shopContext })));
  expect(all.size).toBeGreaterThan(50);
  for (const [title, { AlarmDescription, AlarmActions }] of all) {
    const [, anchor] = / Runbook: docs\/guides\/operating\.md#([\w-]+)$/.exec(AlarmDescription) ?? [];
    expect([title, anchor, AlarmActions.length]).toEqual([title, expect.any(String), 1]);
    if (anchors.length > 0) expect(anchors, title).toContain(anchor);
  }
});
