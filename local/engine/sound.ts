import { LocalError } from "./errors.ts";
import { isOpenToOthers } from "./port-holder.ts";

export interface Sounding {
  readonly endpoint: string;
  readonly port: number;
  /** Its process group. */
  readonly group: number;
  /** The port of its DynamoDB Local, if it runs one. */
  readonly dynamodb: number | undefined;
  readonly signal: AbortSignal;
}

/**
 * Makes sure that a healthy engine's DynamoDB Local answers, which starts it, and that other machines reach neither, where
 * the system tells. Throws LocalError `dynamodb-silent` or `engine-open`.
 */
export async function assertSound({ endpoint, port, group, dynamodb, signal }: Sounding): Promise<void> {
  if (dynamodb !== undefined && !(await listsTables(endpoint, signal))) {
    throw new LocalError({
      code: "dynamodb-silent",
      message: `The engine is healthy, but the DynamoDB Local that it runs at 127.0.0.1:${dynamodb} does not answer.`,
      help: "Run the same command again, which takes another port for it: something else may have taken this one.",
    });
  }
  const open = [port, dynamodb].find((each) => each !== undefined && isOpenToOthers(each, group));
  if (open === undefined) return;
  throw new LocalError({
    code: "engine-open",
    message: `The engine listens at port ${open} of every address of this machine, not of 127.0.0.1 alone, and was stopped.`,
    help: "Remove .bugle/venv and .bugle/localstack, then run the same command again, which installs the pinned versions anew.",
  });
}

/** Java takes seconds to start on a busy machine; LocalStack gives up by itself when something else has its port. */
const LIST_MS = 30_000;

async function listsTables(endpoint: string, signal: AbortSignal): Promise<boolean> {
  const credential = "Credential=test/20240101/us-east-1/dynamodb/aws4_request";
  try {
    const response = await fetch(endpoint, {
      method: "POST",
      body: "{}",
      headers: {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": "DynamoDB_20120810.ListTables",
        authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=0`,
        connection: "close",
      },
      signal: AbortSignal.any([signal, AbortSignal.timeout(LIST_MS)]),
    });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
