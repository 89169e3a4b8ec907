import type { Run } from "./answer.ts";
import type { Item } from "./item.ts";
import type { Worker } from "./worker.ts";

/** Acknowledges, then runs: what fails is logged and lost, as its declaration says. */
export async function runAtMostOnce(worker: Worker, stream: string, [item]: readonly Item[]): Promise<Run> {
  const { ports, inbox } = worker;
  const { delivery, envelope } = item as Item;
  try {
    await inbox.remove([delivery]);
  } catch (error) {
    return { outcomes: [], error };
  }
  const time = new Date(ports.clock.now()).toISOString();
  const place = { stream, n: 1, version: 0, time };
  let lost: string | undefined;
  try {
    await worker.route(envelope.type)?.decide(envelope, undefined, place, async () => place);
  } catch (error) {
    lost = String((error as Error | undefined)?.message);
  }
  const { id, type, time: sent, correlationid } = envelope;
  const by = worker.route(type)?.handler ?? worker.consumer.name;
  const outcome = lost === undefined ? "done" : `lost: ${lost}`;
  await ports.trace
    ?.write([{ kind: "at-most-once", by, time, id, type, sent, correlationid, outcome, messages: [] }])
    .catch(() => undefined);
  return { outcomes: [lost === undefined ? "done" : "lost"] };
}
