import { encodeKey } from "../envelope.ts";
import type { Row, RowWrite } from "../ports.ts";
import type { Run } from "./answer.ts";
import type { PlacedEvent } from "./facts.ts";
import type { Item } from "./item.ts";
import { assertKnown, foldRow, following, projectionOf, traceItems } from "./project.ts";
import type { Worker } from "./worker.ts";

/** Rows of one transaction: at most 100 items, streams and totals together. */
const TRANSACTION_ITEMS = 100;

const positionKey = (stream: string): string => `position/${encodeKey(stream)}`;
const totalKey = (total: string): string => `total/${total}`;

/** Positions of the streams in a batch, and the events that follow on them. */
async function newsOf(worker: Worker, model: string, items: readonly Item[]) {
  const byStream = Map.groupBy(items, ({ envelope }) => envelope.stream ?? "");
  const news = await Promise.all(
    [...byStream].map(async ([stream, own]) => {
      const position = (await worker.ports.models.read(model, positionKey(stream))) ?? { row: null, version: 0, n: 0 };
      return { stream, position, events: await following(worker, stream, own, position) };
    }),
  );
  return news.filter(({ events }) => events.length > 0);
}

/** Folds every event into its total, each total read once. */
async function foldTotals(worker: Worker, model: string, events: readonly PlacedEvent[]): Promise<RowWrite[]> {
  const definition = projectionOf(worker);
  const total = (event: PlacedEvent) => definition.total?.(event.data as never, event) ?? "";
  for (const event of events) assertKnown(definition, event);
  const counted = events.filter(({ type }) => definition.folds[type]);
  const byTotal = Map.groupBy(counted, total);
  return Promise.all(
    [...byTotal].map(async ([name, own]) => {
      const before: Row = (await worker.ports.models.read(model, totalKey(name))) ?? {
        row: definition.initial,
        version: 0,
        n: 0,
      };
      const row = own.reduce<unknown>((current, event) => foldRow(definition, current, event), before.row);
      const value = { row, version: before.version + 1, n: 0 };
      return { model, key: totalKey(name), value, expected: before.version };
    }),
  );
}

async function foldBatch(worker: Worker, items: readonly Item[]): Promise<boolean> {
  const model = `${worker.consumer.system}/${projectionOf(worker).name}`;
  const news = await newsOf(worker, model, items);
  const positions = news.map(({ stream, position, events }): RowWrite => {
    const last = events.at(-1) as PlacedEvent;
    const value = { row: null, version: last.version, n: last.n };
    return { model, key: positionKey(stream), value, expected: position.version };
  });
  const totals = await foldTotals(
    worker,
    model,
    news.flatMap(({ events }) => events),
  );
  const writes = [...positions, ...totals];
  return writes.length === 0 || worker.ports.models.write(writes);
}

/** Answers events to a projection across streams: the positions of their streams and the totals in one transaction per batch. */
export async function totalRun(worker: Worker, _: string, items: readonly Item[]): Promise<Run> {
  const some = items.slice(0, TRANSACTION_ITEMS / 2);
  for (let round = 0; round < worker.limits.conflicts; round++) {
    try {
      if (await foldBatch(worker, round === 0 ? some : some.slice(0, 1))) {
        const done = round === 0 ? some : some.slice(0, 1);
        await traceItems(worker, done);
        return { outcomes: done.map(() => "done" as const) };
      }
    } catch (error) {
      if (round > 0 || some.length === 1) return { outcomes: [], error };
    }
    await worker.ports.clock.sleep(worker.ports.clock.random() * 20);
  }
  return { outcomes: [], error: new Error("too many writers of one total") };
}
