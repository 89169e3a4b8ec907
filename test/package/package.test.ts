import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "../../local/engine/free-port.ts";
import { type FreshProject, freshProject } from "./fresh-project.ts";

let project: FreshProject;

beforeAll(async () => {
  project = await freshProject();
}, 180_000);

afterAll(() => project?.remove());

/** The address that a start says it is ready at. */
async function readyAt({ stdout }: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: stdout as NodeJS.ReadableStream })) {
    const { kind, url } = JSON.parse(line);
    if (kind === "ready") return url;
  }
  throw new Error("it ended before it was ready");
}

describe("a project of its own, with the packed library", { timeout: 60_000 }, () => {
  test("compiles against the declarations", () => project.run("tsc"));

  test("has systems that `bugle check` judges", async () => {
    expect(await project.run("bugle", "check")).toBe("no findings: 35 rules checked on 2 contracts of 1 system\n");
  });

  test("runs its tests on the test kit", async () => {
    expect(await project.run("vitest", "run")).toContain("1 passed");
  });

  test("synthesizes queues, roles and bundled Lambdas from its two handlers", async () => {
    await project.run("cdk", "synth", "--quiet");
    const template = await readFile(join(project.folder, "cdk.out/Bugle-dev-greetings.template.json"), "utf8");
    const { Resources }: { Resources: Record<string, { Type: string; Properties: Record<string, unknown> }> } =
      JSON.parse(template);
    const told = Object.values(Resources)
      .filter(({ Type }) => Type === "AWS::Lambda::Function")
      .map(({ Properties }) => Properties["Description"]);
    expect(told.toSorted()).toEqual([
      "API of greetings",
      "Relay of greetings",
      "Relay of greetings, once more",
      "Sweeper of greetings",
      "state greetings/visitor",
      "subscriber greetings/note-visit-on-greeted",
    ]);
  });

  test("starts, takes a command over HTTP and lets the subscriber hear of it", async () => {
    const env = { ...project.env, BUGLE_API_PORT: String(await freePort()) };
    const bugle = join(project.folder, "node_modules/.bin/bugle");
    const child = spawn(process.execPath, [bugle, "start", "--memory", "--json"], { cwd: project.folder, env });
    try {
      const url = await readyAt(child);
      const greeting = { method: "POST", headers: { "content-type": "application/json" }, body: '{"name":"Ada"}' };
      const answer = await fetch(`${url}/greetings`, greeting);
      expect(answer.status).toBe(202);
      const { correlationId } = (await answer.json()) as { correlationId: string };
      await expect
        .poll(async () => (await fetch(`${url}/trace/${correlationId}`)).text(), { timeout: 10_000 })
        .toMatch(/"complete":true.*greetings\/note-visit-on-greeted/);
    } finally {
      child.kill("SIGINT");
      await once(child, "exit");
    }
  });
});
