import { realpathSync } from "node:fs";
import { chosenEndpoint, chosenPort, chosenProduct } from "../../local/engine/endpoint.ts";
import { type Health, healthOf, identityAt, type Product } from "../../local/engine/probe.ts";
import { runIn } from "../../local/engine/run-lock.ts";
import { homeOf } from "../../local/runner/home.ts";
import type { Look } from "./line.ts";

/** Where `npm start` would run, and what answers there. */
export interface Standing extends Look {
  /** What answers at an endpoint that is named or of a run that is up; else the engine that `npm start` would run, which another may precede. */
  readonly product: Product;
  /** Absent while it does not answer. */
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

/** Whose engine answers, in words, and what becomes of it when `npm start` is to run a product. */
function ownership(run: ReturnType<typeof runIn>, pid: number, answers: Product, product: Product): string {
  if (run) return `process ${pid}, of the run that answers at ${run.address ?? "no address yet"}`;
  const next = answers === product ? "adopts it" : `stops it and starts ${product}`;
  return `process ${pid}, left by an earlier run; the next one ${next}`;
}

/** The engine of this checkout that holds the port. */
async function running(home: string, pid: number, place: Omit<Standing, keyof Look>): Promise<Standing> {
  const { endpoint } = place;
  const health = await healthOf(endpoint);
  const run = runIn(home);
  // While a run is up its engine is the one that is asked about.
  const product = run && health ? health.product : place.product;
  if (!health)
    return {
      ...place,
      state: "stops",
      says: `process ${pid} at ${endpoint}, left by an earlier run, is not healthy`,
      help: `End it with \`kill ${pid}\`.`,
    };
  const says = `${named(health)} at ${endpoint} (${ownership(run, pid, health.product, product)})`;
  return { ...place, product, ...(health.product === product && { health }), state: "fine", says };
}

async function own(root: string, env: NodeJS.ProcessEnv): Promise<Standing> {
  const { home } = homeOf(root, env);
  const product = chosenProduct(undefined, env);
  const endpoint = `http://127.0.0.1:${chosenPort(undefined, env)}`;
  const place = { endpoint, external: false, product };
  const identity = await identityAt(endpoint);
  if (identity?.checkout === realpathSync(root)) return running(home, identity.pid, place);
  const run = runIn(home);
  const memory = run?.mode === "memory" ? `; the run at ${run.address} keeps everything in memory` : "";
  return { ...place, state: "fine", says: `none runs; \`npm start\` starts ${product}${memory}` };
}

/** Looks at the endpoint; throws what `chosenEndpoint`, `chosenProduct` and `chosenPort` throw. */
export async function lookAtEndpoint(root: string, env: NodeJS.ProcessEnv): Promise<Standing> {
  const chosen = chosenEndpoint(env);
  return chosen === undefined ? own(root, env) : external(chosen, chosenProduct(undefined, env));
}
