import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { onTestFinished } from "vitest";
import type { Engine } from "../../local/engine/endpoint.ts";
import { type EngineOptions, openEngine } from "../../local/engine/engine.ts";

/** The interpreter that the set-up made for this checkout. */
export const python = resolve(import.meta.dirname, "..", "..", ".bugle", "venv", "bin", "python");

/** A folder that stands for a checkout until the test ends; it has a space in its name. */
export function temporaryRoot(): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "bugle engine-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return root;
}

export function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => done(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** Opens an engine that ends with the test, whatever the test does to it. */
export async function openForTest(options: Partial<EngineOptions> = {}): Promise<Engine> {
  const port = options.port ?? (await freePort());
  const engine = await openEngine({
    root: temporaryRoot(),
    python,
    env: { PATH: process.env["PATH"] },
    port,
    ...options,
  });
  onTestFinished(() => engine.stop());
  return engine;
}
