import type { SQSClient } from "@aws-sdk/client-sqs";
import { BugleError } from "../errors.ts";
import type { Roads } from "../ports.ts";
import type { ClientOptions } from "./clients/options.ts";
import { sqsClient } from "./clients/sqs.ts";
import type { Environment } from "./env.ts";
import { outboundFor, sendToQueue } from "./sqs-send.ts";

/** The road to the queues that an environment names, for who needs no other: a whole set of roads would bring every client into its bundle. */
export function commandRoad(
  { queues }: Pick<Environment, "queues">,
  { options = {}, sqs }: { readonly options?: ClientOptions; readonly sqs?: SQSClient },
): Pick<Roads, "send"> {
  const client = sqs ?? sqsClient(options);
  return {
    send: async (consumer, messages) => {
      const url = queues[consumer];
      if (url === undefined)
        throw new BugleError("no-road", `this function has not been told of the queue of ${consumer}`, {
          help: "deploy with the infrastructure of the same version as the code",
        });
      return sendToQueue(
        client,
        url,
        messages.map((message) => outboundFor(url, message)),
      );
    },
  };
}
