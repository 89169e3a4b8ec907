import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { readOptions } from "../../local/runner/options.ts";
import { place, repo } from "../engine/start-fixture.ts";

const guide = readFileSync(join(repo, "docs/guides/running-locally.md"), "utf8");
const blocks = [...guide.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = ""]) => block.trim().split("\n"));

test("every command of the guide ends well, one after the other", { timeout: 60_000 }, async () => {
  const { env } = await place();
  const said: string[] = [];
  for (const line of blocks) {
    const [command = "", ...args] = line.split(" ");
    said.push((await promisify(execFile)(command, args, { cwd: repo, env })).stdout);
  }
  expect(blocks).toEqual([
    "npm start -- --memory --once",
    "npm start -- trading telemetry --memory --once --quiet",
    "npm run reset",
  ]);
  expect(said[0]).toMatch(/SendEmail/);
  expect(said[1]).toMatch(/SendAlert.*ConfirmSettlement/s);
  expect(said[2]).toMatch(/There was nothing to clear\.|Cleared: /);
});

test("every option and variable of the guide is known to the run", () => {
  const options = [...guide.matchAll(/npm (?:-s )?start -- (--[a-z]+(?: localstack)?)/g)].map(
    ([, option = ""]) => option,
  );
  expect(options.length).toBeGreaterThan(3);
  for (const option of options) expect(() => readOptions(option.split(" "))).not.toThrow();
  const usage = readFileSync(join(repo, "local/runner/options.ts"), "utf8");
  for (const [, variable = ""] of guide.matchAll(/^\| `([A-Z_]+)`/gm)) expect(usage).toContain(variable);
});
