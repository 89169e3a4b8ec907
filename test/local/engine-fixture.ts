import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { onTestFinished } from "vitest";
import type { Engine } from "../../local/engine/endpoint.ts";
import { type EngineOptions, openEngine } from "../../local/engine/engine.ts";
import { freePort } from "../../local/engine/free-port.ts";

/** What the set-up has installed for this checkout. */
export const installed = resolve(import.meta.dirname, "..", "..", ".bugle");

/** A folder that stands for a checkout until the test ends; it has a space in its name. */
export function temporaryRoot(): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "bugle engine-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return root;
}

/** A virtual environment whose interpreter is this script; answers the folder of installations that it is in. */
export function fakeInstalled(script: string): string {
  const folder = temporaryRoot();
  const python = join(folder, "venv", "bin", "python");
  mkdirSync(dirname(python), { recursive: true });
  writeFileSync(python, script, { mode: 0o755 });
  return folder;
}

/** Opens an engine that ends with the test, whatever the test does to it; the one that BUGLE_ENGINE names, else MiniStack. */
export async function openForTest(options: Partial<EngineOptions> = {}): Promise<Engine> {
  const port = options.port ?? (await freePort());
  const engine = await openEngine({
    root: temporaryRoot(),
    installed,
    env: { PATH: process.env["PATH"], BUGLE_ENGINE: process.env["BUGLE_ENGINE"] },
    port,
    ...options,
  });
  onTestFinished(() => engine.stop());
  return engine;
}
