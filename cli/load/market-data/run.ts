import { stdoutColors } from "../../colors.ts";
import { type BadRows, badness } from "../csv/bad-rows.ts";
import type { Separator } from "../csv/separator.ts";
import { openTable } from "../csv/table.ts";
import { nothingToLoad } from "../nothing-to-load.ts";
import { apiUrl } from "../send/api-url.ts";
import { openClient } from "../send/client.ts";
import { inSession, type Session } from "../session.ts";
import { type LayoutOptions, layoutOf } from "./layout.ts";
import type { Terms } from "./listing.ts";
import { type Plan, type PlanOptions, planOf } from "./plan.ts";
import { post, type Standing } from "./post.ts";
import { reportOf } from "./report.ts";
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
}

const doneText = ({ rows, requests, retries, standing: { recorded, late, repeated } }: Done, url: string): string =>
  `loaded ${rows} rows in ${requests} requests to ${url}, ${retries} of them tried again\n` +
  `there are now ${recorded} prices of these instruments; ${repeated} had been recorded before, ${late} came too late`;

/** Reads a price file, says what is in it and, unless it is a dry run, posts it. */
export async function loadMarketData(file: string, options: MarketDataOptions): Promise<void> {
  const { badRows, dryRun, json, speed } = options;
  const table = await openTable(file, options.separator);
  const layout = layoutOf(table, options);
  const url = dryRun ? undefined : apiUrl(options.url);
  const done: Done = { rows: 0, requests: 0, retries: 0, standing: { recorded: 0, late: 0, repeated: 0 } };

  const send = async (to: string, found: Found, { signal, reading, sending }: Session) => {
    const onAccepted = (rows: number) => {
      done.rows += rows;
      done.requests++;
      sending(done.rows, found.survey.rows, "rows accepted");
    };
    const client = openClient({ url: to, signal, onRetry: () => done.retries++ });
    const prices = pricesIn(table, layout, badness("skip"), (bytes) => reading(bytes, table.head.size));
    done.standing = await post(prices, { ...found, client, signal, terms: options, speed, onAccepted });
  };
  const work = async (session: Session) => {
    const bad = badness(badRows);
    const onBytes = (bytes: number) => session.reading(bytes, table.head.size);
    const survey = await surveyOf(pricesIn(table, layout, bad, onBytes));
    if (survey.rows === 0) throw nothingToLoad(file, bad);
    const plan = planOf(survey, layout.bars, options);
    const report = reportOf(table, layout, survey, plan, bad);
    if (!json) session.say(textOf(report, stdoutColors()));
    if (url !== undefined) await send(url, { survey, plan }, session);
    if (json) session.say(JSON.stringify(url === undefined ? report : { ...report, loaded: done }, null, 2));
    else if (url !== undefined) session.say(doneText(done, url));
  };
  await inSession(work, () => `${done.rows} rows were accepted`);
}
