import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { chosen } from "../../functions/runtime/chosen.ts";
import { assertSystems, chosenSystems } from "../../local/runner/chosen.ts";
import { readOptions } from "../../local/runner/options.ts";

const system = (name: string) => ({ name, contracts: [], consumers: [] });
const manifest = { systems: ["commerce", "telemetry", "trading"].map(system) };
const namesOf = (names: readonly string[] | undefined) => chosen(manifest, names).systems.map(({ name }) => name);

function projectOf(packageJson: object): string {
  const root = mkdtempSync(join(tmpdir(), "bugle chosen-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  writeFileSync(join(root, "package.json"), JSON.stringify(packageJson));
  return root;
}

const choose = (root: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  chosenSystems(root, env, readOptions(args));

test("a run is of the systems that the project names, of those named instead, or of all", () => {
  const root = projectOf({ bugle: { start: ["commerce"] } });
  expect(choose(root, [])).toEqual(["commerce"]);
  expect(choose(root, ["trading", "telemetry", "--once"])).toEqual(["trading", "telemetry"]);
  expect(choose(root, ["--all"])).toBeUndefined();
});

test("a project that names none, and another folder of systems, run whole", () => {
  expect(choose(projectOf({ name: "shop" }), [])).toBeUndefined();
  const root = projectOf({ bugle: { start: ["commerce"] } });
  expect(choose(root, [], { BUGLE_FUNCTIONS: "elsewhere" })).toBeUndefined();
});

test("--all beside names is refused", () => {
  expect(() => readOptions(["trading", "--all"])).toThrow("--all and names of systems exclude each other.");
});

test("names that no folder has are told before anything is started", () => {
  const functions = join(import.meta.dirname, "../../functions");
  assertSystems(functions, ["commerce", "trading"]);
  assertSystems(functions, undefined);
  expect(() => assertSystems(functions, ["trading", "runtime", "tradng"])).toThrow(
    expect.objectContaining({
      code: "usage",
      message: `There is no system runtime, tradng in ${functions}.`,
      help: "Did you mean trading? The systems there are commerce, telemetry, trading; `npm start -- --all` runs every one.",
    }),
  );
});

test("what is chosen keeps its order, without names it is everything", () => {
  expect(namesOf(["trading", "commerce"])).toEqual(["commerce", "trading"]);
  expect(namesOf(undefined)).toEqual(["commerce", "telemetry", "trading"]);
});

test("a name that no system has is refused with those there are", () => {
  expect(() => namesOf(["trading", "tradng"])).toThrow(
    expect.objectContaining({
      code: "unknown-system",
      message: "There is no system tradng.",
      help: "Name some of these: commerce, telemetry, trading.",
    }),
  );
});
