import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import type { Manifest } from "../../functions/runtime/manifest.ts";
import { addStacks } from "../../infra/add-stacks.ts";
import type { Template } from "./at-rest.ts";

/** The templates of a deployment to AWS, as `cdk synth` would write them but for the code; they are not judged here. */
export async function templatesOf(manifest: Manifest): Promise<Template[]> {
  const outdir = await mkdtemp(join(tmpdir(), "bugle-cost-"));
  // Judging would take most of the time.
  process.env["CDK_VALIDATION"] = "false";
  try {
    const context = { emailFrom: "shop@example.com" };
    const app = new App({ context, analyticsReporting: false, autoSynth: false, outdir });
    addStacks(app, { manifest });
    return app.synth().stacks.map(({ template }): Template => template);
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}
