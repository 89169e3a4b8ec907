import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Engine } from "../../../local/engine/endpoint.ts";
import { openEngine } from "../../../local/engine/engine.ts";
import { freePort } from "../../../local/engine/free-port.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** An engine of its own on a free port, MiniStack unless BUGLE_ENGINE names another, its files in a scratch folder; an endpoint that the terminal names is not used. */
export async function startEngine(): Promise<Pick<Engine, "endpoint" | "product" | "stop">> {
  const state = await mkdtemp(join(tmpdir(), "bugle-conformance-"));
  const { AWS_ENDPOINT_URL: _, ...env } = process.env;
  const engine = await openEngine({ root, port: await freePort(), state, env });
  const stop = async () => {
    await engine.stop();
    await rm(state, { recursive: true, force: true });
  };
  return { endpoint: engine.endpoint, product: engine.product, stop };
}
