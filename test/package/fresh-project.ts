import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";

const checkout = join(import.meta.dirname, "../..");
const execute = promisify(execFile);

/** Peers and tools that a project of its own has beside the package. */
const BESIDE = ["aws-cdk", "aws-cdk-lib", "constructs", "zod", "vitest", "typescript", "@types/node"];

export interface FreshProject {
  readonly folder: string;
  /** What a shell in the folder has, with the Node of this run. */
  readonly env: NodeJS.ProcessEnv;
  /** Runs a tool of the project; answers what it said, and throws if it fails. */
  run(tool: string, ...args: string[]): Promise<string>;
  remove(): Promise<void>;
}

async function versions(): Promise<string[]> {
  const { devDependencies } = JSON.parse(await readFile(join(checkout, "package.json"), "utf8"));
  return BESIDE.map((name) => `${name}@${devDependencies[name]}`);
}

/** A project outside the checkout, with nothing of it but the packed file, installed by npm. */
export async function freshProject(): Promise<FreshProject> {
  const folder = await mkdtemp(join(tmpdir(), "bugle fresh "));
  const remove = () => rm(folder, { recursive: true, force: true });
  const bin = join(folder, "node_modules", ".bin");
  const env = { ...process.env, PATH: [dirname(process.execPath), process.env["PATH"]].join(delimiter) };
  try {
    const { stdout } = await execute("npm", ["pack", "--json", "--pack-destination", folder], { cwd: checkout, env });
    const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf("[")));
    await cp(join(import.meta.dirname, "project"), folder, { recursive: true });
    const quiet = ["--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
    await execute("npm", ["install", ...quiet, join(folder, filename), ...(await versions())], { cwd: folder, env });
  } catch (error) {
    await remove();
    throw error;
  }
  const run = async (tool: string, ...args: string[]) =>
    (await execute(process.execPath, [join(bin, tool), ...args], { cwd: folder, env })).stdout;
  return { folder, env, run, remove };
}
