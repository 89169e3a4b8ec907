import { rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bakery } from "../runtime/check/bakery.ts";
import { folderOf, run } from "./run.ts";

let [clean, faulty, broken, empty] = ["", "", "", ""];

beforeAll(async () => {
  clean = await folderOf(bakery);
  const { "bakery/bake-loaf.ts": _, ...rest } = bakery;
  faulty = await folderOf(rest);
  broken = await folderOf({
    ...bakery,
    "bakery/domain/loaf.ts": 'export const loaf = {};\nthrow new Error("no flour");\n',
  });
  empty = await folderOf({});
});

afterAll(() => Promise.all([clean, faulty, broken, empty].map((root) => rm(root, { recursive: true }))));

describe("bugle check", () => {
  it("says how much it checked, and exits with 0", async () => {
    expect(await run("check", "--root", clean)).toEqual({
      code: 0,
      stdout: "no findings: 35 rules checked on 4 contracts of 1 system\n",
      stderr: "",
    });
  });

  it("prints each finding with file, message and cure, and exits with 1", async () => {
    const { code, stdout, stderr } = await run("check", "--root", faulty);
    const folder = relative("", join(faulty, "bakery"));
    expect(stdout).toBe(`${folder}/contracts.ts
  command BakeLoaf has no handler, so whatever is sent is refused
  → write its handler: export default handle(BakeLoaf, …), or delete the contract [one-handler]

${folder}/baking.saga.ts
  listens to LoafBaked, which nobody emits
  → name LoafBaked in the \`emits\` of the handler that causes it, or delete the contract [emitted-events]

${folder}/ring-bell-on-loaf-baked.ts
  listens to LoafBaked, which nobody emits
  → name LoafBaked in the \`emits\` of the handler that causes it, or delete the contract [emitted-events]

3 findings: 35 rules checked on 4 contracts of 1 system
`);
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
  });

  it("prints findings as JSON", async () => {
    const { code, stdout } = await run("check", "--json", "--root", faulty);
    const { checked, findings } = JSON.parse(stdout) as { checked: unknown; findings: unknown[] };
    expect(checked).toEqual({ rules: 35, systems: 1, contracts: 4 });
    expect(findings[0]).toEqual({
      rule: "one-handler",
      file: "bakery/contracts.ts",
      message: "command BakeLoaf has no handler, so whatever is sent is refused",
      cure: "write its handler: export default handle(BakeLoaf, …), or delete the contract",
    });
    expect(code).toBe(1);
  });

  it("names the file that does not load, without a stack trace", async () => {
    const { code, stdout, stderr } = await run("check", "--root", broken);
    expect(stdout).toBe(`${relative("", join(broken, "bakery/domain/loaf.ts"))}:2
  cannot be loaded: no flour
  → mend the file; \`npx tsc\` often says more [files-load]

1 finding; no rule was checked, since not every file loads
`);
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
  });

  it("refuses a folder that is not there", async () => {
    const { code, stderr } = await run("check", "--root", join(clean, "nowhere"));
    expect(stderr).toBe(
      `error: ${join(clean, "nowhere")} cannot be read as a folder\nGive the folder of the systems: --root functions\n`,
    );
    expect(code).toBe(2);
  });

  it("refuses a folder without a system", async () => {
    const { code, stderr } = await run("check", "--root", empty);
    expect(stderr).toBe(
      `error: there is no system in ${empty}\nA system is a folder with a contracts.ts: add one, or give another --root.\n`,
    );
    expect(code).toBe(2);
  });
});
