import { LocalError } from "./errors.ts";
import { type Health, type Product, products } from "./probe.ts";

/** A LocalStack-compatible endpoint on this machine, ready for use. */
export interface Engine extends Health {
  /** Such as `http://127.0.0.1:4566`, without a slash at the end. */
  endpoint: string;
  /** `started` by this call, `adopted` from an earlier run of this checkout, or `external`: named by AWS_ENDPOINT_URL. */
  kind: "started" | "adopted" | "external";
  /** The port of the DynamoDB Local that it runs, if it does. */
  dynamodb?: number;
  /** The engine's process; an external one has none here. */
  pid?: number;
  /** The folder of its data, from which the next engine at this port goes on; an external one has none here. */
  data?: string;
  /** Ends the engine and all it started; returns when its data is kept and it is gone. An external one is left alone. */
  stop(): Promise<void>;
  /** Resolves with one sentence if the engine ends without `stop`; otherwise never. Never for an external one. */
  died: Promise<string>;
}

const standardPort = 4566;

/**
 * The endpoint a person chose by AWS_ENDPOINT_URL, or undefined when it is unset or empty.
 * Throws LocalError `endpoint-invalid`, or `endpoint-not-loopback` for anything but this machine.
 */
export function chosenEndpoint(env: NodeJS.ProcessEnv): string | undefined {
  const text = env["AWS_ENDPOINT_URL"]?.trim();
  if (!text) return undefined;
  const help = "Unset AWS_ENDPOINT_URL, or point it at this machine, such as http://127.0.0.1:4566.";
  const url = URL.parse(text);
  if (!url || !["http:", "https:"].includes(url.protocol)) {
    throw new LocalError({ code: "endpoint-invalid", message: `AWS_ENDPOINT_URL is no address: ${text}.`, help });
  }
  if (isLoopback(url.hostname)) return url.origin;
  const message = `AWS_ENDPOINT_URL names ${url.hostname}, which is not this machine; a local run talks to nothing else.`;
  throw new LocalError({ code: "endpoint-not-loopback", message, help });
}

/**
 * The product of an own engine: the one that `given` names, else the one of BUGLE_ENGINE, else MiniStack.
 * Throws LocalError `engine-unknown`.
 */
export function chosenProduct(given: string | undefined, env: NodeJS.ProcessEnv): Product {
  const name = given ?? (env["BUGLE_ENGINE"]?.trim() || "ministack");
  const product = productNamed(name);
  if (product) return product;
  throw new LocalError({
    code: "engine-unknown",
    message: `There is no engine ${name}.`,
    help: `Use one of these: ${engineNames.join(", ")}.`,
  });
}

/** How the products are named to choose one. */
export const engineNames = products.map((product) => product.toLowerCase());

/** The product of this name, whatever its case. */
export const productNamed = (name: string): Product | undefined =>
  products.find((each) => each.toLowerCase() === name.toLowerCase());

/** The port for an own engine: the one given, else BUGLE_PORT, else 4566. Throws LocalError `port-invalid`. */
export function chosenPort(given: number | undefined, env: NodeJS.ProcessEnv): number {
  const text = env["BUGLE_PORT"]?.trim();
  const port = given ?? (text ? Number(text) : standardPort);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new LocalError({
    code: "port-invalid",
    message: `${given === undefined ? "BUGLE_PORT" : "The port"} is no port number: ${given ?? text}.`,
    help: "Use a number from 1 to 65535, such as BUGLE_PORT=4567.",
  });
}

// The URL parser has already normalised every spelling of an IPv4 address.
function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
