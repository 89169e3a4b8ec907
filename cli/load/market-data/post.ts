import { accepted, type Client } from "../send/client.ts";
import { idempotencyKey } from "../send/idempotency-key.ts";
import { sendInLanes } from "../send/lanes.ts";
import { paced } from "../send/pace.ts";
import { sorted } from "../send/sorted.ts";
import { listed, type Terms } from "./listing.ts";
import { inPlace, type Plan, postedOf } from "./plan.ts";
import type { Price } from "./price-row.ts";
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
  token?: unknown;
}

const at = (instrument: string, rest: string): string => `/instruments/${encodeURIComponent(instrument)}${rest}`;

/** What the service has of an instrument, over all loads. */
export interface Standing {
  readonly recorded: number;
  /** Left out, since they came when their bars were no longer kept. */
  readonly late: number;
  /** Left out, since they had been recorded before. */
  readonly repeated: number;
}

/** Waits until what was posted last can be read. */
async function standingOf(client: Client, instrument: string, token: unknown): Promise<Standing> {
  const path = at(instrument, `/prices?${new URLSearchParams({ after: String(token) })}`);
  const answer = await client({ method: "GET", path });
  const {
    recorded = 0,
    late = 0,
    repeated = 0,
  } = accepted(answer, `reading the prices of ${instrument}`) as Partial<Standing>;
  return { recorded, late, repeated };
}

function openings({ client, survey, plan, terms }: PostOptions) {
  const opened = new Map<string, Open>();
  const open = async (instrument: string): Promise<Open> => {
    const known = opened.get(instrument);
    if (known) return known;
    const { latest = "" } = survey.instruments.get(instrument) ?? {};
    const decimals = await listed(client, instrument, latest, plan.decimals.get(instrument) ?? 0, terms);
    const fresh = { decimals };
    opened.set(instrument, fresh);
    return fresh;
  };
  return { opened, open };
}

/**
 * Lists the instruments of a file and posts its prices: in order per instrument, instruments side by side; then waits until all can be read.
 * Throws at the first refusal.
 */
export async function post(prices: AsyncIterable<Price>, options: PostOptions): Promise<Standing> {
  const { client, survey, plan, speed, signal, onAccepted } = options;
  const { opened, open } = openings(options);
  const send = async (instrument: string, rows: readonly Price[]) => {
    const entry = await open(instrument);
    const body = { prices: rows.map((row) => postedOf(row, entry.decimals, plan.interval)) };
    const headers = { "idempotency-key": idempotencyKey(instrument, body) };
    const answer = await client({ method: "POST", path: at(instrument, "/prices"), body, headers });
    const { token } = accepted(answer, `${instrument}, lines ${rows[0]?.line} to ${rows.at(-1)?.line},`);
    entry.token = token;
    onAccepted(rows.length);
  };
  const ordered = plan.sorts ? sorted(prices, (a, b) => a.at - b.at) : prices;
  const inOrder = inPlace(ordered, plan.interval);
  const due = Number.isFinite(speed) ? paced(inOrder, speed, signal) : inOrder;
  await sendInLanes(due, { laneOf: ({ instrument }) => instrument, size: BATCH, send });
  const all = { recorded: 0, late: 0, repeated: 0 };
  for (const instrument of survey.instruments.keys()) {
    const { recorded, late, repeated } = await standingOf(client, instrument, opened.get(instrument)?.token);
    all.recorded += recorded;
    all.late += late;
    all.repeated += repeated;
  }
  return all;
}
