import { accepted, type Client } from "../send/client.ts";
import { idempotencyKey } from "../send/idempotency-key.ts";
import { sendInLanes } from "../send/lanes.ts";
import { paced } from "../send/pace.ts";
import { sorted } from "../send/sorted.ts";
import { listed, type Terms } from "./listing.ts";
import { inPlace, type Plan, postedOf } from "./plan.ts";
import type { Price } from "./price-row.ts";
import { NONE, pathOf, plus, type Standing, standingBefore, standingOf } from "./standing.ts";
import type { Survey } from "./survey.ts";

/** Rows of one request. */
const BATCH = 500;

export interface PostOptions {
  readonly client: Client;
  readonly signal: AbortSignal;
  readonly survey: Survey;
  readonly plan: Plan;
  readonly terms: Terms;
  readonly speed: number;
  /** Told after each request how many rows it had. */
  readonly onAccepted: (rows: number) => void;
}

/** What is known of an instrument once it is listed. */
interface Open {
  readonly decimals: number;
  /** What the service had of it before. */
  readonly before: Standing;
  token?: unknown;
  /** Which lines were posted last. */
  lines?: string;
}

/** What a load has come to: what the service has, and what of it was added. */
interface Posting {
  readonly standing: Standing;
  readonly added: Standing;
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

/**
 * Lists the instruments of a file and posts its prices: in order per instrument, instruments side by side; then waits until all can be read.
 * Answers what the service has of them then, and what of it has been added. Throws at the first refusal.
 */
export async function post(prices: AsyncIterable<Price>, options: PostOptions): Promise<Posting> {
  const { client, survey, plan, speed, signal, onAccepted } = options;
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
  let [standing, added] = [NONE, NONE];
  for (const instrument of survey.instruments.keys()) {
    const entry = opened.get(instrument);
    if (!entry) continue;
    const now = await standingOf(client, instrument, entry);
    standing = plus(standing, now);
    added = plus(added, plus(now, entry.before, -1));
  }
  return { standing, added };
}
