import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ListSubscriptionsCommand } from "@aws-sdk/client-sns";
import { expect, onTestFinished, test } from "vitest";
import { snsClient } from "../../functions/runtime/aws/clients/sns.ts";
import { localAws } from "../../local/deploy/local-aws.ts";
import { readOutputs } from "../../local/deploy/outputs.ts";
import { commerce } from "../../local/journeys/commerce.ts";
import { listenApi } from "../../local/runner/api-server.ts";
import { awaitJourney } from "../../local/runner/await-journey.ts";
import { closers } from "../../local/runner/closers.ts";
import { engineGround } from "../../local/runner/engine-ground.ts";
import { copyShop, place, repo } from "./start-fixture.ts";

const newsletter = {
  "contracts.ts": "export {};\n",
  "thank-on-order-shipped.ts": `
import { OrderShipped } from "../commerce/contracts.ts";
import { on } from "../runtime/index.ts";
export default on(OrderShipped, {}, () => undefined);
`,
};

/** By engine. */
const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  ministack: ["left out: the archive of public events: MiniStack 1.5.33 does not know it in CloudFormation"],
  localstack: [
    "left out: the archive of public events: LocalStack 4.14.0 accepts it and does nothing",
    "left out: outputs read from stack to stack, which are exported and imported instead: LocalStack 4.14.0 accepts it and does nothing",
  ],
};

/** A copy of the project's systems, and one more that has nothing but one subscriber to an event of another. */
function withNewsletter(): string {
  const functions = realpathSync(mkdtempSync(join(tmpdir(), "bugle-functions-")));
  onTestFinished(() => rmSync(functions, { recursive: true, force: true }));
  copyShop(functions);
  symlinkSync(join(repo, "functions", "runtime"), join(functions, "runtime"));
  symlinkSync(join(repo, "node_modules"), join(functions, "node_modules"));
  mkdirSync(join(functions, "newsletter"));
  for (const [name, text] of Object.entries(newsletter)) writeFileSync(join(functions, "newsletter", name), text);
  return functions;
}

test("a system that is one subscriber hears a public event of another over the bus alone, and the journey waits for it", {
  timeout: 120_000,
}, async () => {
  const { state, env } = await place();
  const opened = closers();
  onTestFinished(async () => {
    await opened.close();
  });
  const { signal } = new AbortController();
  const [steps, troubles]: [string[], unknown[]] = [[], []];
  const reporter = {
    step: (name: string, text: string) => steps.push(`${name}: ${text}`),
    log: () => {},
    trouble: () => {},
    journey: () => {},
    ready: () => {},
  };
  const trouble = (error: unknown) => troubles.push(error);
  const options = { root: repo, functions: withNewsletter(), state, env, reporter, trouble, closers: opened, signal };
  const { fetch, trace, listeners } = await engineGround("runner")(options, trouble);
  const api = await listenApi(0);
  onTestFinished(() => api.close());
  api.serve(fetch);

  const { requests } = await commerce.begin({ url: api.url, root: repo, state, signal });
  const correlationId = requests.at(-1)?.correlationId ?? "";
  expect(listeners["OrderShipped"]).toContain("newsletter/thank-on-order-shipped");
  await awaitJourney({ trace, correlationId, listeners, containing: ["OrderShipped"], within: 60_000, signal });
  const handled = (await trace.read(correlationId)).filter(({ by }) => by.startsWith("newsletter/"));
  expect(handled.map(({ kind, by, type, outcome }) => [kind, by, type, outcome])).toEqual([
    ["commit", "newsletter/thank-on-order-shipped", "OrderShipped", "done"],
  ]);

  const sns = snsClient(localAws(`http://127.0.0.1:${env["BUGLE_PORT"]}`));
  onTestFinished(() => sns.destroy());
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsCommand({}));
  const { systems } = readOutputs(join(state, "outputs.json"));
  const queueOf = (system: string, consumer: string) =>
    systems
      .find(({ environment }) => environment.system === system)
      ?.environment.queues[consumer]?.split("/")
      .at(-1);
  const subscribed = Subscriptions.map(({ Endpoint }) => Endpoint?.split(":").at(-1));
  expect(subscribed).toContain(queueOf("commerce", "commerce/take-stock-on-order-shipped"));
  expect(queueOf("newsletter", "newsletter/thank-on-order-shipped")).toMatch(/^Bugle-local-newsletter-data-/);
  expect(subscribed).not.toContain(queueOf("newsletter", "newsletter/thank-on-order-shipped"));

  expect(steps.filter((line) => line.startsWith("left out"))).toEqual([
    ...(LEFT_OUT[process.env["BUGLE_ENGINE"] ?? "ministack"] ?? []),
    "left out: alarms and dashboards: nobody watches them here",
  ]);
  expect(troubles).toEqual([]);
});
