import { Retryable, Terminal } from "../errors.ts";
import type { RowWrite } from "../ports.ts";
import { modelOf, rowExpiry, totalsOf } from "../rows.ts";
import { pause } from "./answer.ts";
import type { PlacedEvent } from "./facts.ts";
import { assertKnown, foldRow } from "./fold-row.ts";
import type { Item } from "./item.ts";
import { projectionOf, traceItems } from "./project.ts";
import { expiryOfStream } from "./retention.ts";
import { fitting, type News, newsOf, positionKey, TRANSACTION_ITEMS } from "./total-news.ts";
import { beginTry, leavePlace, type Try } from "./total-try.ts";
import type { Run, Worker } from "./worker.ts";

/** Folds every event into each total it names. */
async function foldTotals(worker: Worker, events: readonly PlacedEvent[], { read, keyOf }: Try): Promise<RowWrite[]> {
  const definition = projectionOf(worker);
  const model = modelOf(worker.consumer.system, definition);
  const counted = events.flatMap((event) => totalsOf(definition, event).map((name) => ({ name, event })));
  const byTotal = Map.groupBy(counted, ({ name }) => name);
  const rows = await read([...byTotal.keys()].map(keyOf));
  return [...byTotal].map(([name, own]) => {
    const key = keyOf(name);
    const { row: before, version } = rows.get(key) ?? { row: definition.initial, version: 0 };
    const row = own.reduce<unknown>((current, { event }) => foldRow(definition, current, event, name), before);
    const value = { row, version: version + 1, n: 0 };
    return { model, key, value, expected: version, ...rowExpiry(definition, name, worker.ports.clock.now()) };
  });
}

function writePosition(worker: Worker, { stream, position, events }: News): RowWrite {
  const last = events.at(-1) as PlacedEvent;
  const value = { row: null, version: last.version, n: last.n };
  const model = modelOf(worker.consumer.system, projectionOf(worker));
  const now = worker.ports.clock.now();
  return { model, key: positionKey(stream), value, expected: position.version, ...expiryOfStream(worker, now) };
}

async function foldBatch(worker: Worker, items: readonly Item[]): Promise<"all" | "some" | "conflict"> {
  const definition = projectionOf(worker);
  const current = beginTry(worker);
  const waiting = await newsOf(worker, items, current);
  for (const { events } of waiting) for (const event of events) assertKnown(definition, event);
  const { news, whole } = fitting(definition, waiting, current);
  if (waiting.length > 0 && news.length === 0)
    throw new Terminal("too-many-totals", `one event of ${definition.name} names ${TRANSACTION_ITEMS} totals or more`, {
      help: `let \`total\` answer at most ${TRANSACTION_ITEMS - 1} names`,
    });
  const events = news.flatMap((own) => own.events);
  const writes = [...news.map((own) => writePosition(worker, own)), ...(await foldTotals(worker, events, current))];
  if (writes.length > 0 && !(await worker.ports.models.write(writes))) return "conflict";
  return whole ? "all" : "some";
}

/** Answers events to a projection across streams: the positions of their streams and the totals in one transaction per batch. */
export async function totalRun(worker: Worker, _: string, items: readonly Item[]): Promise<Run> {
  let own = items.slice(0, TRANSACTION_ITEMS / 2);
  let conflicts = 0;
  while (conflicts < worker.limits.conflicts) {
    try {
      const folded = await foldBatch(worker, own);
      if (folded === "all") {
        await traceItems(worker, own);
        return { outcomes: own.map(() => "done" as const) };
      }
      if (folded === "conflict") {
        leavePlace(worker);
        await pause(worker, ++conflicts);
      }
    } catch (error) {
      leavePlace(worker);
      // One that cannot be folded must not hold up the others: the first is tried alone.
      if (own.length === 1) return { outcomes: [], error };
      own = own.slice(0, 1);
    }
  }
  return { outcomes: [], error: new Retryable({ reason: "too many writers of one total" }) };
}
