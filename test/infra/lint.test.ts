import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import type { Manifest } from "../../functions/runtime/manifest.ts";
import { readManifest } from "../../functions/runtime/manifest-files.ts";
import { STANDING_LINT } from "../../infra/findings.ts";
import { lint, prepareLint } from "./cfn-lint.ts";
import { loadSystems, makeApp, project, shopContext } from "./fixture.ts";

const missing = await prepareLint();

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "bugle-lint-"));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

async function synthesized(manifest: Manifest): Promise<string[]> {
  vi.stubEnv("CDK_VALIDATION", "false");
  const app = makeApp({ manifest, context: shopContext, outdir: await folder() });
  return app.synth().stacks.map(({ templateFullPath }) => templateFullPath);
}

if (missing === undefined) {
  test("every finding of cfn-lint in the project's and the fixture's templates is explained", {
    timeout: 120_000,
  }, async () => {
    const { manifest } = await readManifest(join(project, "functions"));
    const files = [...(await synthesized(manifest)), ...(await synthesized((await loadSystems()).manifest))];
    const found = lint(files);
    expect(found.filter(({ rule }) => !(rule in STANDING_LINT))).toEqual([]);
    expect(Object.keys(STANDING_LINT).filter((rule) => !found.some((each) => each.rule === rule))).toEqual([]);
  });

  test("cfn-lint sees a property that no queue has", async () => {
    const file = join(await folder(), "wrong.template.json");
    const Queue = { Type: "AWS::SQS::Queue", Properties: { Colour: "red" } };
    await writeFile(file, JSON.stringify({ Resources: { Queue } }));
    expect(lint([file])).toContainEqual(expect.objectContaining({ rule: "E3002", file }));
  });
} else
  test("cfn-lint is left out, since it needs a Python that is not here", () => {
    process.stdout.write(`cfn-lint was left out: ${missing}\n`);
  });
