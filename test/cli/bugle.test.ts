import { spawnSync } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { run } from "./run.ts";

const hint = "`bugle --help` lists the commands, `bugle <command> --help` the options of one.\n";

describe("bugle", () => {
  it.each([
    [["chekc"], "error: unknown command 'chekc'\n(Did you mean check?)\n"],
    [["check", "--jsn"], "error: unknown option '--jsn'\n(Did you mean --json?)\n"],
    [["topology", "--systm", "commerce"], "error: unknown option '--systm'\n(Did you mean --system?)\n"],
    [
      ["topology", "--format", "xml"],
      "error: option '--format <format>' argument 'xml' is invalid. Allowed choices are text, json, mermaid.\n",
    ],
    [["check", "more"], "error: too many arguments for 'check'. Expected 0 arguments but got 1: more.\n"],
  ])("refuses %j with exit code 2 and says what it knows", async (args, said) => {
    expect(await run(...args)).toEqual({ code: 2, stdout: "", stderr: said + hint });
  });

  it("lists its commands when it is asked for none, with exit code 2", async () => {
    const { code, stderr } = await run();
    expect(stderr).toMatch(/Commands:\n {2}check .*\n(?:.*\n)* {2}topology /);
    expect(code).toBe(2);
  });

  it.each(["check", "topology"])("documents the exit codes of %s", async (command) => {
    const { code, stdout } = await run(command, "--help");
    expect(stdout).toMatch(/\nExit codes: 0 .*, 1 .*, 2 the command line was not understood\.\n$/);
    expect(stdout).toContain("(default: functions/)");
    expect(code).toBe(0);
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
