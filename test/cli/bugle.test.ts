import { spawnSync } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { run, runWith } from "./run.ts";

const hint = "`bugle --help` lists the commands, `bugle <command> --help` the options of one.\n";

const LIMIT = "error: option '--limit <n>' argument '0' is invalid. It must be a whole number above 0.\n";

describe("bugle", () => {
  it.each([
    [["chekc"], "error: unknown command 'chekc'\n(Did you mean check?)\n"],
    [["check", "--jsn"], "error: unknown option '--jsn'\n(Did you mean --json?)\n"],
    [["topology", "--systm", "commerce"], "error: unknown option '--systm'\n(Did you mean --system?)\n"],
    [
      ["topology", "--format", "xml"],
      "error: option '--format <format>' argument 'xml' is invalid. Allowed choices are text, json, mermaid.\n",
    ],
    [
      ["topology", "--json", "--format", "mermaid"],
      "error: option '--json' cannot be used with option '--format <format>'\n",
    ],
    [["dead-letters", "list", "--limit", "0"], LIMIT],
    [["check", "more"], "error: too many arguments for 'check'. Expected 0 arguments but got 1: more.\n"],
  ])("refuses %j with exit code 2 and says what it knows", async (args, said) => {
    expect(await run(...args)).toEqual({ code: 2, stdout: "", stderr: said + hint });
  });

  it("lists its commands when it is asked for none, with exit code 2", async () => {
    const { code, stderr } = await run();
    expect(stderr).toMatch(/Commands:\n {2}start .*\n(?:.*\n)* {2}check .*\n(?:.*\n)* {2}topology /);
    expect(code).toBe(2);
  });

  it.each([
    "check",
    "topology",
    "status",
    "dead-letters list",
    "dead-letters show",
    "dead-letters redrive",
    "dead-letters resolve",
    "trace",
    "relay sweep",
  ])("documents the exit codes of %s, and that it can print JSON", async (command) => {
    const { code, stdout } = await run(...command.split(" "), "--help");
    expect(stdout).toMatch(/\nExit codes: 0 .*, 1 .*, 2 the command line was not understood\.\n$/);
    expect(stdout).toMatch(/\n {2}--json /);
    expect(code).toBe(0);
  });

  it.each([
    [["status", "--region", "eu-west-1"], "error: --region is of a stage on AWS, and none is named\n"],
    [["dead-letters", "redrive"], "error: which letters go back is not said\n"],
    [["dead-letters", "redrive", "commerce/order", "--all"], "error: --all sends back the letters of every queue"],
  ])("refuses %j with exit code 2, and says what to do", async (args, said) => {
    const { code, stderr } = await run(...args);
    expect(stderr).toContain(said);
    expect(code).toBe(2);
  });

  it("says where there is nothing to look at", async () => {
    const nowhere = { AWS_ENDPOINT_URL: "http://127.0.0.1:9" };
    const { code, stderr } = await runWith(nowhere, "status");
    expect(stderr).toMatch(/^error: No local cloud is running at http:\/\/127\.0\.0\.1:9\.\nRun `npm start`/);
    expect(code).toBe(1);
  });

  it("loads no AWS client at its start", async () => {
    const { metafile } = await build({
      entryPoints: ["cli/bugle.ts"],
      absWorkingDir: fileURLToPath(new URL("../../", import.meta.url)),
      bundle: true,
      packages: "external",
      platform: "node",
      format: "esm",
      write: false,
      outdir: "out",
      metafile: true,
    });
    const eager = new Set<string>();
    const visit = (file: string): void => {
      for (const { path, kind } of metafile.inputs[file]?.imports ?? []) {
        if (kind !== "import-statement" || eager.has(path)) continue;
        eager.add(path);
        visit(path);
      }
    };
    visit("cli/bugle.ts");
    expect([...eager]).toContain("commander");
    expect([...eager].filter((path) => /@aws-sdk|@smithy|runtime\/aws\//.test(path))).toEqual([]);
  });

  it("asks for the set-up, in one sentence, where it was not done", async () => {
    const checkout = await mkdtemp(join(tmpdir(), "bugle-bare-"));
    const launcher = join(checkout, "cli", "bugle.mjs");
    await mkdir(join(checkout, "cli"));
    await copyFile("cli/bugle.mjs", launcher);
    const { status, stderr } = spawnSync(process.execPath, [launcher, "check"], { encoding: "utf8" });
    await rm(checkout, { recursive: true });
    expect(stderr).toBe("error: Bugle is not set up yet; run `npm install`, then the same command again.\n");
    expect(status).toBe(2);
  });

  it("passes arguments and exit code through its launcher", () => {
    const { status, stderr } = spawnSync(process.execPath, ["cli/bugle.mjs", "chekc"], { encoding: "utf8" });
    expect(stderr).toContain("unknown command 'chekc'");
    expect(status).toBe(2);
  });
});
