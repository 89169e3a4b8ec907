import { type EventBridgeClient, PutEventsCommand, type PutEventsResultEntry } from "@aws-sdk/client-eventbridge";
import type { Envelope } from "../envelope.ts";
import type { Failure } from "../ports.ts";
import { batchesOf } from "./batches.ts";
import { sendAll } from "./sending.ts";

const MAX_CALL_BYTES = 1_000_000;
/** Time, source, detail type and bus of an entry. */
const ENTRY_BYTES = 1_024;

/** Puts events on a bus, the whole envelope as detail; `bus` is a name or an ARN, and a wrong name is dropped in silence by AWS. */
export function putEvents(
  client: EventBridgeClient,
  { bus, system }: { readonly bus: string; readonly system: string },
  envelopes: readonly Envelope[],
): Promise<Failure[]> {
  const entries = envelopes.map((envelope) => ({ envelope, detail: JSON.stringify(envelope) }));
  const batches = batchesOf(entries, ({ detail }) => Buffer.byteLength(detail) + ENTRY_BYTES, MAX_CALL_BYTES);
  const put = async (batch: typeof entries): Promise<Failure[]> => {
    const Entries = batch.map(({ envelope, detail }) => ({
      EventBusName: bus,
      Source: `bugle.${system}`,
      DetailType: envelope.type,
      Detail: detail,
      Time: new Date(envelope.time),
    }));
    const result = await client.send(new PutEventsCommand({ Entries }));
    return (result.FailedEntryCount ?? 0) === 0 ? [] : refused(batch, result.Entries);
  };
  return sendAll(batches.map((batch) => ({ ids: batch.map(({ envelope }) => envelope.id), send: () => put(batch) })));
}

/** Results stand in the order of the entries. */
function refused(batch: readonly { envelope: Envelope }[], results: readonly PutEventsResultEntry[] = []): Failure[] {
  return batch.flatMap(({ envelope }, i) => {
    const { ErrorCode, ErrorMessage } = results[i] ?? { ErrorCode: "NoResult" };
    return ErrorCode ? [{ id: envelope.id, reason: `${ErrorCode}: ${ErrorMessage ?? ""}` }] : [];
  });
}
