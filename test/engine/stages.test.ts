import { join } from "node:path";
import { ListQueuesCommand } from "@aws-sdk/client-sqs";
import { expect, test } from "vitest";
import { sqsClient } from "../../functions/runtime/aws/clients/sqs.ts";
import { assetBucket, ensureBucket } from "../../local/deploy/asset-bucket.ts";
import { runCdk } from "../../local/deploy/cdk-process.ts";
import { localAws } from "../../local/deploy/local-aws.ts";
import { endpointOf } from "../../local/probes/ask.ts";
import { withoutAt } from "../../local/probes/without.ts";
import { openForTest } from "../local/engine-fixture.ts";
import { greetingSystem } from "./greeting-system.ts";
import { place, repo } from "./start-fixture.ts";

test("two stages live in one account: each is deployed, is as it was said to be, and goes without the other noticing", {
  timeout: 120_000,
}, async () => {
  const engine = await openForTest();
  const { state, env } = await place();
  const [aws, functions] = [localAws(engine.endpoint), greetingSystem()];
  const { signal } = new AbortController();
  const without = await withoutAt(endpointOf(engine, { root: repo, state }, signal), "runner");
  await ensureBucket(aws, assetBucket(aws));
  const sqs = sqsClient(aws);
  const cdk = (command: readonly string[], stage: string) => {
    const context = [
      `stage=${stage}`,
      "bugle:local=true",
      "bugle:handlers=runner",
      `bugle:without=${JSON.stringify(without)}`,
      `bugle:functions-root=${functions}`,
    ];
    const args = [...command, "--all", "--app", "node infra/app.ts", "--output", join(state, stage), "--no-notices"];
    return runCdk({ root: repo, aws, env, args: [...args, ...context.flatMap((each) => ["-c", each])] });
  };
  const deploy = (stage: string) => cdk(["deploy", "--method", "direct", "--require-approval", "never"], stage);
  const queues = async (stage: string) => {
    const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: `Bugle-${stage}-` }));
    return QueueUrls.length;
  };

  for (const stage of ["one", "two"]) expect(await deploy(stage)).toMatchObject({ code: 0 });
  expect([await queues("one"), await queues("two")]).toEqual([13, 13]);

  const unchanged = await cdk(["diff", "--fail", "--method", "template"], "one");
  expect(unchanged.output).toContain("Number of stacks with differences: 0");
  expect(unchanged.code).toBe(0);
  const other = await cdk(["diff", "--fail", "--method", "template", "-c", "trace=sampled"], "one");
  expect(other.code).toBe(1);

  expect(await cdk(["destroy", "--force"], "two")).toMatchObject({ code: 0 });
  expect([await queues("one"), await queues("two")]).toEqual([13, 0]);
  sqs.destroy();
});
