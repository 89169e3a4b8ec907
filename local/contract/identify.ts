import { healthOf } from "../engine/probe.ts";

/** What answers at an endpoint, and the sections of the contract that are of it. */
export interface Identity {
  readonly product: string;
  /** `unknown` where it does not say. */
  readonly version: string;
  /** Default all of them. */
  readonly sections?: readonly string[];
}

const DYNAMODB_LOCAL: Identity = { product: "DynamoDB Local", version: "unknown", sections: ["journal", "streams"] };

/** Which product answers at an endpoint, or undefined if it is none that is known. */
export async function identityOf(endpoint: string): Promise<Identity | undefined> {
  const health = await healthOf(endpoint, 5_000);
  if (health) return { product: health.product, version: health.version };
  return (await isDynamodbLocal(endpoint)) ? DYNAMODB_LOCAL : undefined;
}

/** It tells no health, but refuses a request without credentials in DynamoDB's own words. */
async function isDynamodbLocal(endpoint: string): Promise<boolean> {
  try {
    const answer = await fetch(endpoint, { signal: AbortSignal.timeout(5_000), headers: { connection: "close" } });
    return (await answer.text()).includes("com.amazonaws.dynamodb.v20120810#");
  } catch {
    // No answer and no DynamoDB Local are one here.
    return false;
  }
}
