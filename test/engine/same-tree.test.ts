import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { expect, test } from "vitest";
import { localAws } from "../../local/deploy/local-aws.ts";
import { isReady, type Place, place, repo, start } from "./start-fixture.ts";
import { type Tree, treesIn } from "./tree.ts";

const sagas = readdirSync(join(repo, "functions", "commerce"))
  .filter((file) => file.endsWith(".saga.ts"))
  .map((file) => `commerce/${file.replace(".saga.ts", "")}`);

async function printed(here: Place, ...options: string[]): Promise<Record<string, Tree[]>> {
  const run = start(here, "--once", "--quiet", ...options);
  await expect(run.ended).resolves.toEqual({ code: 0, said: "" });
  return treesIn(run.lines, sagas);
}

let byDefault: Promise<Record<string, Tree[]>> | undefined;

/** What `npm start -- --once` prints: asked once for all tests. */
async function defaultTrees(): Promise<Record<string, Tree[]>> {
  byDefault ??= printed(await place());
  const trees = await byDefault;
  expect(Object.keys(trees)).toContain("Submission");
  return trees;
}

/** Command lines of processes that were started from a place. */
const processesOf = ({ home }: Place): string[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => readQuietly(`/proc/${pid}/cmdline`).replaceAll("\0", " "))
    .filter((command) => command.includes(home));

function readQuietly(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

async function stacksAt(port: string | undefined): Promise<string[]> {
  const client = new CloudFormationClient(localAws(`http://127.0.0.1:${port}`));
  const { Stacks = [] } = await client.send(new DescribeStacksCommand());
  client.destroy();
  return Stacks.map(({ StackName = "" }) => StackName).sort();
}

test("`npm start -- --memory --once` prints the same tree as the default, and leaves nothing behind", {
  timeout: 60_000,
}, async () => {
  const here = await place();

  expect(await printed(here, "--memory")).toEqual(await defaultTrees());
  expect(readdirSync(here.state)).toEqual([]);
});

test("`npm start -- --lambda --once` prints the same tree as the default, after a restart too, and leaves the messages to the next default run", {
  timeout: 240_000,
}, async () => {
  const here = await place();
  // As in a checkout, whose package.json the engine's Lambda workers must not take for theirs.
  writeFileSync(join(here.home, "package.json"), '{"type":"module"}');

  expect(await printed(here, "--lambda")).toEqual(await defaultTrees());
  expect(await printed(here, "--lambda")).toEqual(await defaultTrees());
  if (process.platform === "linux") await expect.poll(() => processesOf(here)).toEqual([]);

  const next = start(here);
  await next.until(isReady);
  expect(await stacksAt(here.env["BUGLE_PORT"])).toEqual(["Bugle-local-commerce-data", "Bugle-local-platform"]);
  expect(treesIn(next.lines, sagas)).toEqual(await defaultTrees());
  next.kill("SIGINT");
  await expect(next.ended).resolves.toEqual({ code: 0, said: "" });
});
