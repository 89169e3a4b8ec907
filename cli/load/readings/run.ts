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
import { openKeys } from "./keys.ts";
import { type LayoutOptions, layoutOf } from "./layout.ts";
import { post } from "./post.ts";
import { reportOf } from "./report.ts";
import { readingsIn, type Survey, surveyOf } from "./survey.ts";
import { textOf } from "./text.ts";

export interface ReadingsOptions extends LayoutOptions {
  readonly separator?: Separator;
  readonly badRows: BadRows;
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
  requests: number;
  retries: number;
  /** How many by code. */
  readonly refused: Record<string, number>;
}

function doneText({ readings, requests, retries, refused }: Done, url: string): string {
  const codes = Object.entries(refused).map(([code, count]) => `, ${count} refused as ${code}`);
  return `loaded ${counted(readings, "reading")} in ${counted(requests, "request")} to ${url}, ${retries} of them tried again${codes.join("")}`;
}

/** Reads a readings file, says what is in it and, unless it is a dry run, registers its devices and posts it. */
export async function loadReadings(file: string, options: ReadingsOptions): Promise<void> {
  const { badRows, dryRun, json, speed, fleet, keyFile = defaultKeyFile() } = options;
  const table = await openTable(file, options.separator);
  const layout = layoutOf(table, options);
  const url = dryRun ? undefined : apiUrl(options.url, TAKES_ROWS);
  const done: Done = { readings: 0, requests: 0, retries: 0, refused: {} };

  const send = async (client: Client, survey: Survey, { signal, reading, sending }: Session) => {
    const onAnswer = (taken: number, refused: readonly { readonly code: string }[]) => {
      done.readings += taken;
      done.requests++;
      for (const { code } of refused) done.refused[code] = (done.refused[code] ?? 0) + 1;
      sending(done.readings, survey.readings, "readings accepted");
    };
    const readings = readingsIn(table, layout, badness("skip"), (bytes) => reading(bytes, table.head.size));
    await post(readings, { client, signal, survey, keys: openKeys(keyFile), fleet, speed, onAnswer });
    if (Object.keys(done.refused).length > 0) process.exitCode = 1;
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
    else if (url !== undefined) session.say(doneText(done, url));
  };
  await inSession(work, {
    soFar: () => `${counted(done.readings, "reading was", "readings were")} accepted`,
    again: "loading the file again is harmless",
  });
}
