import { type ChildProcess, spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { type LocalAws, localAwsEnvironment } from "./local-aws.ts";

export interface CdkRun {
  readonly root: string;
  readonly aws: LocalAws;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Ends the CLI and what it started. */
  readonly signal?: AbortSignal | undefined;
}

/** Runs the CDK CLI of the checkout; answers its exit code (1 if a signal ended it) and all it said. */
export async function runCdk({ root, aws, args, env, signal }: CdkRun): Promise<{ code: number; output: string }> {
  if (signal?.aborted) return { code: 1, output: "" };
  const bin = join(root, "node_modules", ".bin");
  const child = spawn(process.execPath, [join(root, "node_modules", "aws-cdk", "bin", "cdk"), ...args], {
    cwd: root,
    // A group of its own, since it starts the app through a shell.
    detached: true,
    env: { ...localAwsEnvironment(aws, env), PATH: `${bin}${delimiter}${env["PATH"] ?? ""}` },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const end = () => endGroup(child);
  signal?.addEventListener("abort", end, { once: true });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  return new Promise((resolve) => {
    const finish = (code: number) => {
      signal?.removeEventListener("abort", end);
      resolve({ code, output });
    };
    child.once("error", ({ message }) => {
      output += message;
      finish(1);
    });
    child.once("close", (code) => finish(code ?? 1));
  });
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
