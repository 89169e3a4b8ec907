import { accepted, type Client } from "../send/client.ts";
import { idempotencyKey } from "../send/idempotency-key.ts";
import { sendInLanes } from "../send/lanes.ts";
import { paced } from "../send/pace.ts";
import { sideBySide } from "../send/side-by-side.ts";
import { sorted } from "../send/sorted.ts";
import { listed, type Terms } from "./listing.ts";
import { inPlace, type Plan, postedOf } from "./plan.ts";
import type { Price } from "./price-row.ts";
import { NONE, pathOf, plus, type Standing, standingBefore, standingOf } from "./standing.ts";
import type { Survey } from "./survey.ts";

/** Rows of one request. */
const BATCH = 500;
const AT_ONCE = 8;

export interface PostOptions {
  readonly client: Client;
  readonly signal: AbortSignal;
  readonly survey: Survey;
  readonly plan: Plan;
  readonly terms: Terms;
  readonly speed: number;
  /** How long it is waited at most until all can be read, in milliseconds; 0: not at all. */
  readonly wait: number;
  /** Told after each request how many rows it had. */
  readonly onAccepted: (rows: number) => void;
  /** Told of how many instruments all prices can be read. */
  readonly onRead: (instruments: number, of: number) => void;
}

/** What is known of an instrument once it is listed. */
interface Open {
  readonly decimals: number;
  /** What the service had of it before. */
  readonly before: Standing;
  token?: unknown;
  /** Of the last request. */
  lines?: string;
}

/** What a load has come to: what the service has, and what of it was added. */
export interface Posting {
  readonly standing: Standing;
  readonly added: Standing;
  /** Instruments of which not all could be read in time; the figures are without them. */
  readonly unread: readonly string[];
}

const linesOf = (rows: readonly Price[]): string =>
  rows.length === 1 ? `line ${rows[0]?.line}` : `lines ${rows[0]?.line} to ${rows.at(-1)?.line}`;

function openings({ client, survey, plan, terms }: PostOptions) {
  const opened = new Map<string, Open>();
  const open = async (instrument: string): Promise<Open> => {
    const known = opened.get(instrument);
    if (known) return known;
    const { latest = "" } = survey.instruments.get(instrument) ?? {};
    const decimals = await listed(client, instrument, latest, plan.decimals.get(instrument) ?? 0, terms);
    const fresh = { decimals, before: await standingBefore(client, instrument) };
    opened.set(instrument, fresh);
    return fresh;
  };
  return { opened, open };
}

async function read({ client, wait, onRead }: PostOptions, opened: ReadonlyMap<string, Open>): Promise<Posting> {
  const until = Date.now() + wait;
  const unread: string[] = [];
  let [standing, added, done] = [NONE, NONE, 0];
  await sideBySide(opened, AT_ONCE, async ([instrument, entry]) => {
    const now = wait > 0 ? await standingOf(client, instrument, entry, until) : undefined;
    if (!now) return void unread.push(instrument);
    standing = plus(standing, now);
    added = plus(added, plus(now, entry.before, -1));
    onRead(++done, opened.size);
  });
  return { standing, added, unread: unread.toSorted() };
}

/**
 * Lists the instruments of a file and posts its prices, in order per instrument, instruments side by side; then waits until all can be read.
 * Answers what the service has of them then, and what of it has been added. Throws at the first refusal.
 */
export async function post(prices: AsyncIterable<Price>, options: PostOptions): Promise<Posting> {
  const { client, plan, speed, signal, onAccepted } = options;
  const { opened, open } = openings(options);
  const send = async (instrument: string, rows: readonly Price[]) => {
    const entry = await open(instrument);
    const body = { prices: rows.map((row) => postedOf(row, entry.decimals, plan.interval)) };
    const headers = { "idempotency-key": idempotencyKey(instrument, body) };
    const answer = await client({ method: "POST", path: pathOf(instrument, "/prices"), body, headers });
    entry.lines = linesOf(rows);
    entry.token = accepted(answer, `posting ${instrument}, ${entry.lines},`)["token"];
    onAccepted(rows.length);
  };
  const ordered = plan.sorts ? sorted(prices, (a, b) => a.at - b.at) : prices;
  const inOrder = inPlace(ordered, plan.interval);
  const due = Number.isFinite(speed) ? paced(inOrder, speed, signal) : inOrder;
  await sendInLanes(due, { laneOf: ({ instrument }) => instrument, size: BATCH, send });
  return read(options, opened);
}
