import { spawn } from "node:child_process";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const bugle = join(import.meta.dirname, "../../cli/bugle.ts");

/** Runs the command line as a user would, in a process of its own. */
export const run = (...args: string[]): Promise<Ended> => runWith({}, ...args);

/** The same with more in its environment. */
export function runWith(more: NodeJS.ProcessEnv, ...args: string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bugle, ...args], { env: { ...process.env, ...more } });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (chunk) => (stdout += chunk));
    child.stderr.on("data", (chunk) => (stderr += chunk));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

export interface Watching {
  /** The next line that it prints. */
  line(): Promise<string>;
  interrupt(): void;
  readonly code: Promise<number | null>;
  /** All that it has written to standard error. */
  readonly errors: Promise<string>;
}

/** Runs what goes on until it is interrupted. */
export function watchWith(more: NodeJS.ProcessEnv, ...args: string[]): Watching {
  const child = spawn(process.execPath, [bugle, ...args], { env: { ...process.env, ...more } });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const code = new Promise<number | null>((resolve) => child.on("close", resolve));
  return {
    line: async () => (await lines.next()).value ?? "",
    interrupt: () => child.kill("SIGINT"),
    code,
    errors: text(child.stderr),
  };
}

/** Writes a functions folder; the caller removes it. */
export async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "bugle-cli-"));
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
  return root;
}
