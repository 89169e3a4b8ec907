import { join } from "node:path";
import { homeOf } from "../../../local/runner/home.ts";
import { stdoutColors } from "../../colors.ts";
import { project } from "../../project.ts";
import { counted } from "../../status/verdict.ts";
import { type BadRows, badness } from "../csv/bad-rows.ts";
import type { Separator } from "../csv/separator.ts";
import { openTable } from "../csv/table.ts";
import { nothingToLoad } from "../nothing-to-load.ts";
import { apiUrl, TAKES_ROWS } from "../send/api-url.ts";
import type { Client } from "../send/client.ts";
import { reachBugle } from "../send/reach-bugle.ts";
import { inSession, type Session } from "../session.ts";
import { acceptedReadings, type Series } from "./accepted-readings.ts";
import { awaitCounted, figuresOf } from "./await-counted.ts";
import { openKeys } from "./keys.ts";
import { type LayoutOptions, layoutOf } from "./layout.ts";
import { type PostOptions, post } from "./post.ts";
import { reportOf } from "./report.ts";
import { readingsIn, type Survey, surveyOf } from "./survey.ts";
import { textOf } from "./text.ts";

export interface ReadingsOptions extends LayoutOptions {
  readonly separator?: Separator;
  readonly badRows: BadRows;
  /** Seconds; false or 0: not at all. */
  readonly wait: number | false;
  readonly fleet: string;
  readonly keyFile?: string;
  readonly speed: number;
  readonly url?: string;
  readonly dryRun?: true;
  readonly json?: true;
}

const defaultKeyFile = (): string => join(homeOf(project, process.env).state, "device-keys.json");

interface Done {
  readings: number;
  /** How many of them are in the figures; absent if that was not waited for. */
  counted?: number;
  requests: number;
  retries: number;
  /** How many by code. */
  readonly refused: Record<string, number>;
}

function countedText({ counted: sum }: Done, series: readonly Series[], url: string, wait: number | false): string {
  const accepted = series.reduce((total, each) => total + each.accepted, 0);
  if (sum === accepted) return "all of them are counted";
  const look = `GET ${url}${series.slice(0, 1).map(figuresOf)} tells what is`;
  return sum === undefined
    ? `they will be counted in a moment: ${look}`
    : `after ${wait} s ${sum} of ${accepted} are counted, of those that came twice one: ${look}`;
}

function doneText(done: Done, series: readonly Series[], url: string, wait: number | false): string {
  const { readings, requests, retries, refused } = done;
  const codes = Object.entries(refused).map(([code, count]) => `, ${count} refused as ${code}`);
  const sent = `loaded ${counted(readings, "reading")} in ${counted(requests, "request")} to ${url}`;
  const loaded = `${sent}, ${retries} of them tried again${codes.join("")}`;
  return readings > 0 ? `${loaded}\n${countedText(done, series, url, wait)}` : loaded;
}

/** Reads a readings file, says what is in it and, unless it is a dry run, registers its devices and posts it. */
export async function loadReadings(file: string, options: ReadingsOptions): Promise<void> {
  const { badRows, dryRun, json, speed, fleet, wait, keyFile = defaultKeyFile() } = options;
  const table = await openTable(file, options.separator);
  const layout = layoutOf(table, options);
  const url = dryRun ? undefined : apiUrl(options.url, TAKES_ROWS);
  const done: Done = { readings: 0, requests: 0, retries: 0, refused: {} };
  const taken = acceptedReadings();

  const send = async (client: Client, survey: Survey, { signal, reading, sending }: Session) => {
    const onAnswer: PostOptions["onAnswer"] = (readings, refused) => {
      taken.add(readings);
      done.readings += readings.length;
      done.requests++;
      for (const { code } of refused) done.refused[code] = (done.refused[code] ?? 0) + 1;
      sending(done.readings, survey.readings, "readings accepted");
    };
    const readings = readingsIn(table, layout, badness("skip"), (bytes) => reading(bytes, table.head.size));
    await post(readings, { client, signal, survey, keys: openKeys(keyFile), fleet, speed, onAnswer });
    if (Object.keys(done.refused).length > 0) process.exitCode = 1;
    if (!wait || done.readings === 0) return;
    const onCounted = (sum: number) => sending(sum, done.readings, "readings counted");
    const until = Date.now() + 1_000 * wait;
    done.counted = await awaitCounted(taken.series(), { client, signal, until, onCounted });
  };
  const work = async (session: Session) => {
    const { signal } = session;
    const client = url && (await reachBugle({ url, signal, onRetry: () => done.retries++ }));
    const bad = badness(badRows);
    const onBytes = (bytes: number) => session.reading(bytes, table.head.size);
    const survey = await surveyOf(readingsIn(table, layout, bad, onBytes));
    if (survey.readings === 0) throw nothingToLoad(file, bad);
    const report = reportOf(table, layout, survey, bad);
    if (!json) session.say(textOf(report, stdoutColors()));
    if (client) await send(client, survey, session);
    if (json) session.say(JSON.stringify(url === undefined ? report : { ...report, loaded: done }, null, 2));
    else if (url !== undefined) session.say(doneText(done, taken.series(), url, wait));
  };
  await inSession(work, {
    soFar: () => `${counted(done.readings, "reading was", "readings were")} accepted`,
    again: "loading the file again is harmless",
  });
}
