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
import { NONE, type Standing } from "./standing.ts";
import { pricesIn, type Survey, surveyOf } from "./survey.ts";
import { textOf } from "./text.ts";

export interface MarketDataOptions extends LayoutOptions, PlanOptions, Terms {
  readonly separator?: Separator;
  readonly badRows: BadRows;
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
}

function doneText({ rows, requests, retries, standing, added: { recorded, late } }: Done, url: string): string {
  const news =
    recorded + late === 0
      ? "none of them new: this file was already loaded"
      : `${recorded} of them new; ${late} came too late`;
  return (
    `loaded ${counted(rows, "row")} in ${counted(requests, "request")} to ${url}, ${retries} of them tried again\n` +
    `recorded of these instruments: ${counted(standing.recorded, "price")}, ${news}`
  );
}

/** Reads a price file, says what is in it and, unless it is a dry run, posts it. */
export async function loadMarketData(file: string, options: MarketDataOptions): Promise<void> {
  const { badRows, dryRun, json, speed } = options;
  const table = await openTable(file, options.separator);
  const layout = layoutOf(table, options);
  const url = dryRun ? undefined : apiUrl(options.url, TAKES_ROWS);
  const done: Done = { rows: 0, requests: 0, retries: 0, standing: NONE, added: NONE };

  const send = async (client: Client, found: Found, { signal, reading, sending }: Session) => {
    const onAccepted = (rows: number) => {
      done.rows += rows;
      done.requests++;
      sending(done.rows, found.survey.rows, "rows accepted");
    };
    const prices = pricesIn(table, layout, badness("skip"), (bytes) => reading(bytes, table.head.size));
    Object.assign(done, await post(prices, { ...found, client, signal, terms: options, speed, onAccepted }));
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
    else if (url !== undefined) session.say(doneText(done, url));
  };
  await inSession(work, {
    soFar: () => `${counted(done.rows, "row was", "rows were")} accepted`,
    again: "loading the file again is harmless",
  });
}
