import { connect } from "node:net";

/** Who answers as an engine that a Bugle launcher started. */
export interface EngineIdentity {
  checkout: string;
  pid: number;
  /** The port of its DynamoDB Local, where it runs one. */
  dynamodb?: number;
}

/**
 * Where each product tells its health, in the order to ask: MiniStack answers at the other's address too, and LocalStack
 * loads S3 to answer at a strange one.
 */
const health = { LocalStack: "/_localstack/health", MiniStack: "/_ministack/health" } as const;

/** What MiniStack tells as its edition wherever it is asked. */
const MINISTACK_EDITION = "light";

export type Product = keyof typeof health;

export const products = ["MiniStack", "LocalStack"] as const satisfies readonly Product[];

/** What answers at an endpoint. */
export interface Health {
  readonly product: Product;
  /** Such as `4.14.0`; `unknown` where it does not say. */
  readonly version: string;
}

/** What healthy answers at an endpoint within `ms`, or undefined. */
export async function healthOf(endpoint: string, ms = 2000): Promise<Health | undefined> {
  for (const asked of ["LocalStack", "MiniStack"] as const) {
    const answer = await getJson(endpoint + health[asked], ms);
    if (!answer || !("services" in answer)) continue;
    const { version, edition } = answer;
    const product = edition === MINISTACK_EDITION ? "MiniStack" : asked;
    return { product, version: typeof version === "string" ? version : "unknown" };
  }
  return undefined;
}

/** Which checkout and process answer at an endpoint, or undefined when it is no engine of any Bugle. */
export async function identityAt(endpoint: string): Promise<EngineIdentity | undefined> {
  const answer = await getJson(`${endpoint}/_bugle/engine`, 2000);
  const { checkout, pid, dynamodb } = answer ?? {};
  if (typeof checkout !== "string" || typeof pid !== "number") return undefined;
  return { checkout, pid, ...(typeof dynamodb === "number" && { dynamodb }) };
}

/** Whether anything accepts connections on a port of 127.0.0.1. */
export function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    const end = (taken: boolean) => {
      socket.destroy();
      resolve(taken);
    };
    socket.once("connect", () => end(true));
    socket.once("error", () => end(false));
  });
}

async function getJson(url: string, ms: number): Promise<Record<string, unknown> | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ms), headers: { connection: "close" } });
    const body: unknown = await response.json();
    return response.ok && isRecord(body) ? body : undefined;
  } catch {
    // No answer, a late one and one that is not JSON all mean the same here: not an engine.
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
