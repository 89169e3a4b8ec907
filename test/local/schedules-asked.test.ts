import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { schedulerClient } from "../../functions/runtime/aws/clients/scheduler.ts";
import { sqsClient } from "../../functions/runtime/aws/clients/sqs.ts";
import { localAws } from "../../local/deploy/local-aws.ts";
import { openSchedules } from "../../local/runner/schedules/index.ts";
import { listSchedules } from "../../local/runner/schedules/list-schedules.ts";
import { systemOf } from "../engine/schedule-group.ts";

/** An endpoint that answers every question with these schedules, and the groups that it has been asked about. */
async function endpoint(Schedules: readonly object[] = []) {
  const asked: (string | null)[] = [];
  const server = createServer(({ url = "" }, response) => {
    asked.push(new URL(url, "http://h").searchParams.get("ScheduleGroup"));
    response.setHeader("content-type", "application/json").end(JSON.stringify({ Schedules }));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => void server.close().closeAllConnections());
  const aws = localAws(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return { asked, aws };
}

test("only groups that are in use are asked about", async () => {
  const { asked, aws } = await endpoint();
  const sqs = sqsClient(aws);
  const here = openSchedules({ aws, sqs, trouble: () => {} });
  onTestFinished(async () => {
    await here.stop();
    sqs.destroy();
  });
  const { schedules: _, ...shortWaits } = systemOf("none").environment;
  here.use([{ environment: shortWaits }]);
  here.use([systemOf("first")]);
  await expect.poll(() => asked).toEqual(["first"]);
  here.use([systemOf("second"), systemOf("third")]);
  const timesOf = (group: string) => asked.filter((each) => each === group).length;
  await expect.poll(() => Math.min(timesOf("second"), timesOf("third")), { timeout: 10_000 }).toBeGreaterThan(1);
  expect([...new Set(asked)].sort()).toEqual(["first", "second", "third"]);
  expect(timesOf("first")).toBe(1);
});

test("an endpoint that takes no notice of the first letters is not asked for ever", async () => {
  const page = Array.from({ length: 100 }, (_, n) => ({ Name: `timer-${n}` }));
  const { asked, aws } = await endpoint(page);
  const scheduler = schedulerClient(aws);
  onTestFinished(() => scheduler.destroy());

  const names = new Set((await listSchedules(scheduler, "timers")).map(({ Name }) => Name));

  expect(names.size).toBe(100);
  expect(asked).toHaveLength(17);
});
