import { CreateScheduleGroupCommand, ListSchedulesCommand } from "@aws-sdk/client-scheduler";
import { describe, expect, it } from "vitest";
import { schedulerClient } from "../../functions/runtime/aws/clients/scheduler.ts";
import { awsRoads } from "../../functions/runtime/aws/roads.ts";
import { followGroup } from "../../local/runner/schedules/follow-group.ts";
import { createQueue, receive } from "./grounds/queues.ts";
import type { Place } from "./road-cases.ts";
import { envelopeOf } from "./samples.ts";

const HOUR = 3_600_000;

export function timerCases(place: () => Place): void {
  describe("long timers", () => {
    it("reach their queue when they are due, once for two relays of one commit, and leave no schedule behind", async () => {
      const { options, sns, sqs } = place();
      const scheduler = schedulerClient(options);
      await scheduler.send(new CreateScheduleGroupCommand({ Name: "timers" }));
      const [url, undeliverable] = [await createQueue(sqs, "saga"), await createQueue(sqs, "untimed")];
      const arnOf = (queue: string) => `arn:aws:sqs:us-east-1:000000000000:${queue.split("/").at(-1)}`;
      const start = Date.now() - HOUR;
      const roads = awsRoads(
        {
          stage: "t",
          system: "commerce",
          region: "us-east-1",
          tables: { journal: "j", snapshots: "s", attempts: "a", models: "m", keys: "k" },
          queues: { "commerce/saga": url },
          deadLetterQueues: {},
          schedules: {
            group: "timers",
            role: "arn:aws:iam::000000000000:role/timers",
            deadLetterQueueArn: arnOf(undeliverable),
            targets: ["commerce/saga"],
          },
          config: {},
        },
        { public: [] },
        { sns, sqs, scheduler, now: () => start },
      );
      const envelope = envelopeOf("commerce/saga/o-1@1.0", {
        kind: "timer",
        time: new Date(start).toISOString(),
        data: { text: "grüße <aws.scheduler.execution-id>" },
      });
      const send = () => roads.send("commerce/saga", [{ envelope, delay: HOUR }]);
      expect([await send(), await send()]).toEqual([[], []]);
      // As in a run: an engine's own scheduler is late, or never fires.
      const troubles: unknown[] = [];
      const stop = followGroup({ scheduler, sqs, group: "timers", trouble: (error) => troubles.push(error) });
      const got = await receive(sqs, url, 20);
      expect(got.map(({ Body }) => JSON.parse(Body ?? ""))).toEqual([envelope]);
      const left = async () => (await scheduler.send(new ListSchedulesCommand({ GroupName: "timers" }))).Schedules;
      await expect.poll(left).toEqual([]);
      await stop();
      expect(troubles).toEqual([]);
      scheduler.destroy();
    });
  });
}
