import { stdoutColors } from "../../colors.ts";
import { counted } from "../../status/verdict.ts";
import { type BadRows, badness } from "../csv/bad-rows.ts";
import type { Separator } from "../csv/separator.ts";
import { openTable } from "../csv/table.ts";
import { nothingToLoad } from "../nothing-to-load.ts";
import { apiUrl, TAKES_ROWS } from "../send/api-url.ts";
import type { Client } from "../send/client.ts";
import { reachBugle } from "../send/reach-bugle.ts";
import { inSession, type Session } from "../session.ts";
import { type LayoutOptions, layoutOf } from "./layout.ts";
import type { Terms } from "./listing.ts";
import { type Plan, type PlanOptions, planOf } from "./plan.ts";
import { post } from "./post.ts";
import { reportOf } from "./report.ts";
import { NONE, pathOf, type Standing } from "./standing.ts";
import { pricesIn, type Survey, surveyOf } from "./survey.ts";
import { textOf } from "./text.ts";

export interface MarketDataOptions extends LayoutOptions, PlanOptions, Terms {
  readonly separator?: Separator;
  readonly badRows: BadRows;
  /** Seconds; false or 0: not at all. */
  readonly wait: number | false;
  readonly url?: string;
  readonly dryRun?: true;
  readonly json?: true;
}

interface Found {
  readonly survey: Survey;
  readonly plan: Plan;
}

interface Done {
  rows: number;
  requests: number;
  retries: number;
  standing: Standing;
  /** What of it is of this load. */
  added: Standing;
  unread: readonly string[];
}

function standingText({ standing, added: { recorded, late } }: Done): string {
  const news =
    recorded + late === 0
      ? "none of them new: this file was already loaded"
      : `${recorded} of them new; ${late} came too late`;
  return `recorded of these instruments: ${counted(standing.recorded, "price")}, ${news}`;
}

function unreadText({ unread: [first = "", ...others] }: Done, url: string, wait: number | false): string {
  const look = `GET ${url}${pathOf(first, "/prices")} tells how many there are`;
  if (!wait) return `the prices will be recorded in a moment: ${look}`;
  const which = others.length > 0 ? `${first} and of ${counted(others.length, "other instrument")}` : first;
  return `after ${wait} s not all prices of ${which} are recorded: ${look}`;
}

const doneText = (done: Done, url: string, wait: number | false): string =>
  `loaded ${counted(done.rows, "row")} in ${counted(done.requests, "request")} to ${url}, ${done.retries} of them tried again\n` +
  (done.unread.length > 0 ? unreadText(done, url, wait) : standingText(done));

/** Reads a price file, says what is in it and, unless it is a dry run, posts it. */
export async function loadMarketData(file: string, options: MarketDataOptions): Promise<void> {
  const { badRows, dryRun, json, speed, wait } = options;
  const table = await openTable(file, options.separator);
  const layout = layoutOf(table, options);
  const url = dryRun ? undefined : apiUrl(options.url, TAKES_ROWS);
  const done: Done = { rows: 0, requests: 0, retries: 0, standing: NONE, added: NONE, unread: [] };

  const send = async (client: Client, found: Found, { signal, reading, sending }: Session) => {
    const onAccepted = (rows: number) => {
      done.rows += rows;
      done.requests++;
      sending(done.rows, found.survey.rows, "rows accepted");
    };
    const prices = pricesIn(table, layout, badness("skip"), (bytes) => reading(bytes, table.head.size));
    const onRead = (instruments: number, of: number) => sending(instruments, of, "instruments recorded");
    const until = { wait: 1_000 * Number(wait), onAccepted, onRead };
    Object.assign(done, await post(prices, { ...found, ...until, client, signal, terms: options, speed }));
  };
  const work = async (session: Session) => {
    const { signal } = session;
    const client = url && (await reachBugle({ url, signal, onRetry: () => done.retries++ }));
    const bad = badness(badRows);
    const onBytes = (bytes: number) => session.reading(bytes, table.head.size);
    const survey = await surveyOf(pricesIn(table, layout, bad, onBytes));
    if (survey.rows === 0) throw nothingToLoad(file, bad);
    const plan = planOf(survey, layout.bars, options);
    const report = reportOf(table, layout, survey, plan, bad);
    if (!json) session.say(textOf(report, stdoutColors()));
    if (client) await send(client, { survey, plan }, session);
    if (json) session.say(JSON.stringify(url === undefined ? report : { ...report, loaded: done }, null, 2));
    else if (url !== undefined) session.say(doneText(done, url, wait));
  };
  await inSession(work, {
    soFar: () => `${counted(done.rows, "row was", "rows were")} accepted`,
    again: "loading the file again is harmless",
  });
}
