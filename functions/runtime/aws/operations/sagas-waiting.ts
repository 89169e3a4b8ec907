import { type DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { foldSaga, initialSaga, type SagaState } from "../../delivery/decide-saga.ts";
import { ownerOf } from "../../envelope.ts";
import type { SagaDefinition } from "../../saga.ts";
import { commitOf } from "../dynamodb-journal.ts";
import { type Item, textOf } from "../item.ts";

/** How many processes of a saga are in one of its waits. */
interface Waiting {
  /** `system/saga`. */
  readonly saga: string;
  readonly wait: string;
  readonly count: number;
  /** Since when the one that waits longest does: ISO 8601. */
  readonly oldest: string;
  /** Those whose time is up: their timers are late, or their messages fail. */
  readonly late: number;
}

/** Processes that this code cannot fold: they have heard what only newer code knows, or a commit of them cannot be read. */
interface Unread {
  readonly saga: string;
  readonly count: number;
}

export interface SagasWaiting {
  readonly waiting: readonly Waiting[];
  readonly unread: readonly Unread[];
}

export interface SagasOptions {
  readonly journal: string;
  /** By `system/saga`. */
  readonly sagas: ReadonlyMap<string, SagaDefinition>;
  readonly now: number;
  /** Hears how many commits have been read. */
  readonly onRead?: (commits: number) => void;
}

/** A timer comes a little after its time, a scheduled one up to a minute. */
const GRACE = 90_000;

interface Since {
  readonly saga: string;
  readonly wait: string;
  readonly since: string;
  readonly late: boolean;
}

/** The commits of sagas by stream: reads the whole journal, since nothing else tells which processes there are. */
async function readStreams(client: DynamoDBClient, { journal, sagas, onRead }: SagasOptions) {
  const streams = new Map<string, Item[]>();
  let read = 0;
  for await (const { Items = [], ScannedCount = 0 } of paginateScan({ client }, { TableName: journal })) {
    for (const item of Items.filter(({ stream }) => sagas.has(ownerOf(stream?.S ?? "")))) {
      const stream = textOf(item, "stream");
      const known = streams.get(stream);
      if (known) known.push(item);
      else streams.set(stream, [item]);
    }
    read += ScannedCount;
    onRead?.(read);
  }
  return streams;
}

function waitsOf(definition: SagaDefinition, saga: string, items: readonly Item[], now: number): Since[] {
  const ordered = items.map(commitOf).toSorted((a, b) => a.n - b.n);
  const { arms } = ordered.reduce<unknown>(foldSaga(definition), initialSaga(definition)) as SagaState;
  return Object.entries(arms).map(([wait, n]) => {
    const since = ordered.find((commit) => commit.n === n)?.time ?? "";
    const due = Date.parse(since) + (definition.waits[wait]?.within ?? 0);
    return { saga, wait, since, late: now > due + GRACE };
  });
}

/** Counts what sagas wait for, by folding each process as delivery does. */
export async function sagasWaiting(client: DynamoDBClient, options: SagasOptions): Promise<SagasWaiting> {
  const found: Since[] = [];
  const unread = new Map<string, number>();
  for (const [stream, items] of await readStreams(client, options)) {
    const saga = ownerOf(stream);
    const definition = options.sagas.get(saga);
    try {
      if (definition) found.push(...waitsOf(definition, saga, items, options.now));
    } catch {
      unread.set(saga, (unread.get(saga) ?? 0) + 1);
    }
  }
  const groups = Map.groupBy(found, ({ saga, wait }) => `${saga} ${wait}`);
  const waiting = [...groups.values()].flatMap((each): Waiting[] => {
    const [first, ...rest] = each.toSorted((a, b) => a.since.localeCompare(b.since));
    if (!first) return [];
    const { saga, wait, since: oldest } = first;
    return [{ saga, wait, count: 1 + rest.length, oldest, late: each.filter(({ late }) => late).length }];
  });
  return { waiting, unread: [...unread].map(([saga, count]) => ({ saga, count })) };
}
