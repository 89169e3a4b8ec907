import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { join } from "node:path";
import type { Product } from "../../local/engine/probe.ts";
import { findJava } from "../../local/setup/find-java.mjs";
import { findPython } from "../../local/setup/find-python.mjs";
import { localstackDue, localstackPython } from "../../local/setup/localstack.mjs";
import { packagesDue } from "../../local/setup/npm-packages.mjs";
import { environmentDue } from "../../local/setup/python-environment.mjs";
import { type Line, type Look, lineOf } from "./line.ts";

export interface Machine {
  readonly root: string;
  /** The engine that `npm start` would run; absent where it uses an endpoint that is there. */
  readonly product?: Product | undefined;
}

const GB = 1_000_000_000;
/** Packages, engine and bundles fit in; LocalStack takes a little more. */
const ENOUGH = 0.5 * GB;
/** With less not even a deployment can be written. */
const LEAST = 0.05 * GB;

const node = async (): Promise<Look> => ({ state: "fine", says: process.version });

async function disk(root: string): Promise<Look> {
  const { bavail, bsize } = await statfs(root);
  const free = bavail * bsize;
  const says = `${(free / GB).toFixed(1)} GB free`;
  if (free >= ENOUGH) return { state: "fine", says };
  return { state: free < LEAST ? "stops" : "note", says, help: "Free about 1 GB on the disk of this folder." };
}

async function packages(root: string): Promise<Look> {
  if (!packagesDue(root)) return { state: "fine", says: "complete" };
  return { state: "note", says: "not those of package-lock.json", help: "`npm start` installs them." };
}

const installed: Look = { state: "fine", says: "installed" };
const python = ({ version, command }: Awaited<ReturnType<typeof findPython>>) =>
  `Python ${version} (${command.join(" ")})`;

async function ministack(root: string): Promise<Look> {
  if (!environmentDue(root)) return installed;
  return { state: "note", says: `not installed yet; ${python(await findPython())} is there for it` };
}

async function localstack(root: string): Promise<Look> {
  if (!localstackDue(root)) return installed;
  const [found, java] = await Promise.all([findPython(localstackPython), findJava()]);
  return { state: "note", says: `not installed; ${python(found)} and Java ${java.version} are there for it` };
}

/** What this machine has of what a run needs. */
export async function lookAtMachine({ root, product }: Machine): Promise<Line[]> {
  // A project that has Bugle as a package installs with its own npm.
  const own = existsSync(join(root, "local", "setup", "install.mjs"));
  const lacking = (engine: Product) => (product === engine ? "stops" : "note");
  return Promise.all([
    lineOf("Node", node, "note"),
    ...(own ? [lineOf("npm packages", () => packages(root), "note")] : []),
    lineOf("MiniStack", () => ministack(root), lacking("MiniStack")),
    lineOf("LocalStack", () => localstack(root), lacking("LocalStack")),
    lineOf("disk", () => disk(root), "note"),
  ]);
}
