import { encodeKey } from "../envelope.ts";
import { Retryable } from "../errors.ts";
import type { Row, RowWrite } from "../ports.ts";
import type { ProjectionDefinition } from "../projection.ts";
import { modelOf, totalKey } from "../rows.ts";
import { pause, type Run } from "./answer.ts";
import type { PlacedEvent } from "./facts.ts";
import { assertKnown, foldRow } from "./fold-row.ts";
import type { Item } from "./item.ts";
import { following, projectionOf, traceItems } from "./project.ts";
import type { Worker } from "./worker.ts";

/** Rows of one transaction: at most 100 items, streams and totals together. */
const TRANSACTION_ITEMS = 100;

const positionKey = (stream: string): string => `position/${encodeKey(stream)}`;

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

const totalOf = ({ total }: ProjectionDefinition, event: PlacedEvent): string =>
  total?.(event.data as never, event) ?? "";

/** Folds every event into its total, each total read once. */
async function foldTotals(worker: Worker, model: string, events: readonly PlacedEvent[]): Promise<RowWrite[]> {
  const definition = projectionOf(worker);
  for (const event of events) assertKnown(definition, event);
  const counted = events.filter(({ type }) => definition.folds[type]);
  const byTotal = Map.groupBy(counted, (event) => totalOf(definition, event));
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

type News = Awaited<ReturnType<typeof newsOf>>;

/** Of each stream the first events whose totals fit into one transaction beside the positions; a long gap is closed in several. */
function fitting(definition: ProjectionDefinition, news: News): { news: News; whole: boolean } {
  const room = TRANSACTION_ITEMS - news.length;
  const names = new Set<string>();
  const fits = (event: PlacedEvent): boolean => {
    if (!definition.folds[event.type]) return true;
    const name = totalOf(definition, event);
    if (!names.has(name) && names.size >= room) return false;
    names.add(name);
    return true;
  };
  const cut = news.map(({ events, ...own }) => {
    const end = events.findIndex((event) => !fits(event));
    return { ...own, events: end < 0 ? events : events.slice(0, end) };
  });
  const whole = cut.every(({ events }, i) => events.length === news[i]?.events.length);
  return { news: cut.filter(({ events }) => events.length > 0), whole };
}

async function foldBatch(worker: Worker, items: readonly Item[]): Promise<"all" | "some" | "conflict"> {
  const definition = projectionOf(worker);
  const model = modelOf(worker.consumer.system, definition);
  const { news, whole } = fitting(definition, await newsOf(worker, model, items));
  const positions = news.map(({ stream, position, events }): RowWrite => {
    const last = events.at(-1) as PlacedEvent;
    const value = { row: null, version: last.version, n: last.n };
    return { model, key: positionKey(stream), value, expected: position.version };
  });
  const events = news.flatMap((own) => own.events);
  const writes = [...positions, ...(await foldTotals(worker, model, events))];
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
      if (folded === "conflict") await pause(worker, ++conflicts);
    } catch (error) {
      // One that cannot be folded must not hold up the others: the first is tried alone.
      if (own.length === 1) return { outcomes: [], error };
      own = own.slice(0, 1);
    }
  }
  return { outcomes: [], error: new Retryable({ reason: "too many writers of one total" }) };
}
