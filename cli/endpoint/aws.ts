import { DescribeEventBusCommand, EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { clientConfig } from "../../functions/runtime/aws/clients/options.ts";
import { openPlace } from "../../local/contract/place.ts";
import { misused } from "../failure.ts";
import { explained } from "../place/aws-failure.ts";
import type { Target, TargetOptions } from "./options.ts";
import { makeRole } from "./role.ts";

/** Milliseconds: events may be ten minutes on their way into an archive. */
const LIMIT = 30 * 60_000;
const CONSENT = "--yes-create-and-delete-resources";

/** The account of the ordinary credentials and its region; every account has a default bus, whose ARN names both. */
function callerIn(region: string | undefined): Promise<{ account: string; region: string }> {
  return explained(async () => {
    const client = new EventBridgeClient(clientConfig({ region }));
    try {
      const { Arn = "" } = await client.send(new DescribeEventBusCommand({}));
      const [, , , where = "", account = ""] = Arn.split(":");
      return { account, region: where };
    } finally {
      client.destroy();
    }
  });
}

/** AWS itself, with consent only: it says in which account and region it would make what. */
export async function awsTarget(options: TargetOptions): Promise<Target> {
  if (process.env["AWS_ENDPOINT_URL"])
    throw misused("--aws is AWS itself, and AWS_ENDPOINT_URL names another address", "Unset AWS_ENDPOINT_URL.");
  const { account, region } = await callerIn(options.region);
  const where = `account ${account}, region ${region}`;
  if (!options.yesCreateAndDeleteResources)
    throw misused(
      `--aws creates and deletes resources in ${where}: queues, topics, event buses with rules and archives, tables, ` +
        "functions, schedules, APIs, stacks and IAM roles, all named bugle-contract-…",
      `Add ${CONSENT} if that is what you want; they are removed at the end, and cost some cents.`,
    );
  return {
    title: `AWS, ${where}`,
    product: "AWS",
    version: "unknown",
    limit: LIMIT,
    open: (signal) => openPlace({ region }, { signal, account, role: makeRole }),
  };
}
