import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { project } from "./fixture.ts";

interface Ended {
  readonly code: number;
  readonly stderr: string;
}

interface AppRun {
  /** Folder of the systems. */
  readonly root: string;
  readonly context: Readonly<Record<string, unknown>>;
  readonly out: string;
  /** Whether CDK's own rules judge the templates too; default false, since that takes most of the time. */
  readonly judged?: boolean;
}

const flags = async () => JSON.parse(await readFile(join(project, "cdk.json"), "utf8")).context;

/** Runs the app as the CLI does. */
export async function runApp({ root, context, out, judged = false }: AppRun): Promise<Ended> {
  const all = { ...(await flags()), "bugle:functions-root": root, ...context };
  const env = {
    PATH: process.env["PATH"],
    NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"],
    CDK_OUTDIR: out,
    CDK_CONTEXT_JSON: JSON.stringify(all),
    ...(!judged && { CDK_VALIDATION: "false" }),
  };
  return new Promise<Ended>((resolve) => {
    execFile(process.execPath, [join(project, "infra/app.ts")], { env, cwd: project }, (error, _, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stderr }),
    );
  });
}
