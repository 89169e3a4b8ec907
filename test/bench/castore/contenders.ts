import { dynamodbClient } from "../../../functions/runtime/aws/clients/dynamodb.ts";
import type { Envelope } from "../../../functions/runtime/envelope.ts";
import { type Counts, countCalls } from "../../../functions/runtime/testing/count-calls.ts";
import { fakeTables } from "../../../functions/runtime/testing/fake-tables.ts";
import { openBook } from "../trading/book-lambda.ts";
import type { Services } from "../trading/services.ts";
import { eventsTable } from "./events-table.ts";
import { openCastore } from "./store.ts";

/** Who decides orders; a new process each time it is opened. */
interface Process {
  readonly decide: (envelopes: readonly Envelope[]) => Promise<void>;
  readonly counts: Counts;
}

interface Contender {
  readonly tables: typeof fakeTables;
  readonly open: (services: Services) => Process;
  /** It is measured with what an earlier order has left in its memory. */
  readonly warm: boolean;
}

function bugle(services: Services): Process {
  const { given, decide } = openBook(services);
  return { decide, counts: countCalls(given.dynamodb) };
}

const castore =
  (keep: boolean) =>
  (services: Services): Process => {
    const client = dynamodbClient(services);
    return { decide: openCastore(client, { keep }), counts: countCalls(client) };
  };

/** Castore has Bugle's client, which costs less per request than one of the SDK's own making. */
export const contenders = {
  warm: { tables: fakeTables, open: bugle, warm: true },
  cold: { tables: fakeTables, open: bugle, warm: false },
  "castore-kept": { tables: eventsTable, open: castore(true), warm: true },
  castore: { tables: eventsTable, open: castore(false), warm: false },
} satisfies Record<string, Contender>;

export type ContenderName = keyof typeof contenders;
