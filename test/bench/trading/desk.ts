import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { commitOf } from "../../../functions/runtime/aws/dynamodb-journal.ts";
import { relayEntry } from "../../../functions/runtime/aws/entry/relay.ts";
import { routesOf } from "../../../functions/runtime/routes.ts";
import { countCalls } from "../../../functions/runtime/testing/count-calls.ts";
import { loaded, openBook } from "./book-lambda.ts";
import { slowServices } from "./services.ts";

/** The Lambda of the order books and the relay behind it, as they run but for the clients. */
export function openDesk(delay: number) {
  const written: Record<string, AttributeValue>[] = [];
  const { given, decide } = openBook(slowServices(delay, (item) => written.push(item)));
  const send = relayEntry({ routes: routesOf(loaded.manifest), system: "trading" }, given);
  const counts = { written: countCalls(given.dynamodb), published: countCalls(given.sns) };
  return {
    counts,
    decide,
    /** What has been committed and not been published yet. */
    committed: () => written.map(commitOf),
    /** Publishes what has been committed and not been published yet. */
    async publish(): Promise<void> {
      const images = written.splice(0);
      const Records = images.map((NewImage, i) => ({
        eventName: "INSERT" as const,
        dynamodb: { NewImage: NewImage as Record<string, { S: string }>, SequenceNumber: String(i + 1) },
      }));
      const { batchItemFailures } = await send({ Records });
      if (batchItemFailures.length > 0) throw new Error("what was committed could not be published");
    },
  };
}
