import { realpathSync } from "node:fs";
import { chosenEndpoint, chosenPort, chosenProduct } from "../../local/engine/endpoint.ts";
import { readRecord } from "../../local/engine/engine-record.ts";
import { type Health, healthOf, identityAt, type Product } from "../../local/engine/probe.ts";
import { runIn } from "../../local/engine/run-lock.ts";
import { homeOf } from "../../local/runner/home.ts";
import type { Look } from "./line.ts";

/** Where `npm start` would run, and what answers there. */
export interface Standing extends Look {
  /** The engine that answers, or the one that would be started. */
  readonly product: Product;
  /** Absent while nothing answers. */
  readonly health?: Health | undefined;
  readonly endpoint: string;
  /** Whether the endpoint is one that AWS_ENDPOINT_URL names. */
  readonly external: boolean;
}

const named = ({ product, version }: Health): string => `${product} ${version}`;

async function external(endpoint: string, product: Product): Promise<Standing> {
  const health = await healthOf(endpoint, 5_000);
  const place = { endpoint, external: true };
  if (health)
    return {
      ...place,
      product: health.product,
      health,
      state: "fine",
      says: `${named(health)} at ${endpoint}, which AWS_ENDPOINT_URL names`,
    };
  return {
    ...place,
    product,
    state: "stops",
    says: `nothing healthy and LocalStack-compatible answers at ${endpoint}, which AWS_ENDPOINT_URL names`,
    help: "Start it, or unset AWS_ENDPOINT_URL to let Bugle start its own engine.",
  };
}

/** Whose engine it is, in words: a run's, or one that was left and that the next run adopts. */
function ownership(home: string, pid: number): string {
  const run = runIn(home);
  if (run) return `process ${pid}, of the run that answers at ${run.address ?? "no address yet"}`;
  return `process ${pid}, left by an earlier run; the next one adopts it`;
}

async function own(root: string, env: NodeJS.ProcessEnv): Promise<Standing> {
  const { home, state } = homeOf(root, env);
  const product = chosenProduct(undefined, env);
  const endpoint = `http://127.0.0.1:${readRecord(state)?.port ?? chosenPort(undefined, env)}`;
  const place = { endpoint, external: false };
  const identity = await identityAt(endpoint);
  const health = identity?.checkout === realpathSync(root) ? await healthOf(endpoint) : undefined;
  if (identity && health) {
    const says = `${named(health)} at ${endpoint} (${ownership(home, identity.pid)})`;
    return { ...place, product: health.product, health, state: "fine", says };
  }
  const run = runIn(home);
  const memory = run?.mode === "memory" ? `; the run at ${run.address} keeps everything in memory` : "";
  return { ...place, product, state: "fine", says: `none runs; \`npm start\` starts ${product}${memory}` };
}

/** Looks at the endpoint; throws what `chosenEndpoint`, `chosenProduct` and `chosenPort` throw. */
export async function lookAtEndpoint(root: string, env: NodeJS.ProcessEnv): Promise<Standing> {
  const chosen = chosenEndpoint(env);
  return chosen === undefined ? own(root, env) : external(chosen, chosenProduct(undefined, env));
}
