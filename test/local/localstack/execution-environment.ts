import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import { stopped } from "./stopped.ts";

const rie = join(
  import.meta.dirname,
  "../../../local/engine/localstack/node-executor/localstack_node_executor/rie.mjs",
);

export interface Answer {
  readonly kind: "ready" | "response" | "error";
  readonly body?: string;
  readonly ends: boolean;
}

export interface ExecutionEnvironment {
  readonly child: ChildProcess;
  /** The next answer. */
  readonly answer: () => Promise<Answer>;
  readonly invoke: (event: unknown, more?: object) => Promise<Answer>;
  /** All that was printed so far, by standard output and error. */
  readonly printed: () => string;
  /** Ends the line, as the end of LocalStack does. */
  readonly hangUp: () => void;
}

/** Both ends of a line like the one that LocalStack has to a process: the second one is for the process. */
async function lineIn(folder: string): Promise<[Socket, Socket]> {
  const path = join(folder, "line");
  const server = createServer().listen(path);
  const connected = once(server, "connection");
  const theirs = connect(path).pause();
  const [ours] = (await connected) as [Socket];
  server.close();
  return [ours, theirs];
}

/** Starts the runtime on this code, with these variables and no others; it ends with the test. */
export async function startEnvironment(
  code: Record<string, string>,
  env: Record<string, string> = {},
): Promise<ExecutionEnvironment> {
  const folder = mkdtempSync(join(tmpdir(), "bugle rie-"));
  const root = join(folder, "code");
  for (const [name, text] of Object.entries(code)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  const log = join(folder, "log");
  const output = openSync(log, "a");
  const [ours, theirs] = await lineIn(folder);
  const child = spawn(process.execPath, [rie], {
    cwd: root,
    env: { _HANDLER: "index.handler", LAMBDA_TASK_ROOT: root, ...env },
    stdio: [theirs, output, output],
  });
  theirs.destroy();
  onTestFinished(async () => {
    await stopped(child);
    rmSync(folder, { recursive: true });
  });

  const answers = createInterface({ input: ours })[Symbol.asyncIterator]();
  const answer = async () => JSON.parse((await answers.next()).value ?? "null") as Answer;
  const invoke = async (event: unknown, more = {}) => {
    const asked = { id: "r1", arn: "arn:f", deadline: 0, trace: "Root=1", event: JSON.stringify(event), ...more };
    ours.write(`${JSON.stringify(asked)}\n`);
    return await answer();
  };
  return { child, answer, invoke, printed: () => readFileSync(log, "utf8"), hangUp: () => ours.destroy() };
}
