import type { Item, Outcome } from "./item.ts";
import { isExpired } from "./rejection.ts";
import type { Run, Worker } from "./worker.ts";

/** Runs it and answers what is to be noted of it: what fails is lost, as its declaration says, and what has expired does not run. */
async function outcomeOf(worker: Worker, stream: string, { envelope }: Item, time: string): Promise<string> {
  if (isExpired(envelope, time)) return "rejected: expired";
  const place = { stream, n: 1, version: 0, time };
  try {
    await worker.route(envelope.type)?.decide(envelope, undefined, place, async () => place);
    return "done";
  } catch (error) {
    return `lost: ${(error as Error | undefined)?.message}`;
  }
}

/** Acknowledges, then runs. */
export async function runAtMostOnce(worker: Worker, stream: string, [item]: readonly Item[]): Promise<Run> {
  const { ports, inbox } = worker;
  const { delivery, envelope } = item as Item;
  try {
    await inbox.remove([delivery]);
  } catch (error) {
    return { outcomes: [], error };
  }
  const time = new Date(ports.clock.now()).toISOString();
  const outcome = await outcomeOf(worker, stream, item as Item, time);
  const { id, type, time: sent, correlationid } = envelope;
  const by = worker.route(type)?.handler ?? worker.consumer.name;
  await ports.trace
    ?.write([{ kind: "at-most-once", by, time, id, type, sent, correlationid, outcome, messages: [] }])
    .catch(() => undefined);
  return { outcomes: [outcome.split(":", 1)[0] as Outcome] };
}
