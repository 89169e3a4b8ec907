import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { real } from "../cli/load/folder.ts";
import { run } from "../cli/run.ts";
import { walk } from "./walk.ts";

const guide = readFileSync(join(import.meta.dirname, "../../docs/guides/real-data.md"), "utf8");
const printed = [...guide.matchAll(/<!-- printed by: (.+) -->\n```text\n([\s\S]*?)```/g)].map(([, command, text]) => ({
  command: command ?? "",
  text: text ?? "",
}));

test.each(printed)("what the guide shows of `$command` is what it prints", async ({ command, text }) => {
  const { stdout, code } = await run(...command.split(" "));
  expect(stdout).toBe(text);
  expect(code).toBe(0);
});

test("the guide shows two files", () => {
  expect(printed).toHaveLength(2);
});

test("every option that the guide names is one of the commands", async () => {
  const helps = await Promise.all(
    ["load market-data", "load readings", "simulate devices"].map((command) => run(...command.split(" "), "--help")),
  );
  const known = helps.map(({ stdout }) => stdout).join("\n");
  const named = new Set([...guide.matchAll(/--[a-z][a-z-]+/g)].map(([option]) => option));
  expect(named.size).toBeGreaterThan(15);
  expect([...named].filter((option) => !known.includes(`${option} `))).toEqual([]);
});

/** Straight from the file: its columns by name, row by row. */
function columnsOf(name: string): Record<string, string>[] {
  const [head = "", ...rows] = readFileSync(real(name), "utf8").trim().split("\n");
  return rows.map((row) => Object.fromEntries(row.split(",").map((cell, i) => [head.split(",")[i], cell])));
}

interface Point {
  readonly from: string;
  readonly count: number;
  readonly mean: number;
}

const millionths = (text = "") => Math.round(Number(text) * 1_000_000);

test("every line of the guide works as it stands there, and what is answered then is what the files say", async () => {
  const { compared, api } = await walk("real-data.md", "trading", "telemetry");
  expect(compared).toBe(2);
  const get = async <T>(path: string) => (await (await fetch(api + path)).json()) as T;

  const { items } = await get<{ items: unknown[] }>(
    "/instruments/SP500/bars?interval=1d&from=2000-01-01&to=2020-05-01",
  );
  expect(items).toEqual(
    columnsOf("sp500-2000.csv").map(({ date, open, high, low, close, volume }) => ({
      ...{ from: `${date}T00:00:00.000Z`, revision: 1, volume: Number(volume) },
      ...{ open: millionths(open), high: millionths(high), low: millionths(low), close: millionths(close) },
    })),
  );

  const weather = columnsOf("seattle-weather.csv");
  const days = "interval=day&from=2012-01-01T00:00:00Z&to=2016-01-01T00:00:00Z";
  for (const metric of ["precipitation", "temp_max", "temp_min", "wind"]) {
    const measured = weather.map((row) => [`${row["date"]}T00:00:00.000Z`, 1, Number(row[metric])]);
    const read = async () => {
      const { points } = await get<{ points: Point[] }>(`/devices/seattle/metrics?metric=${metric}&${days}`);
      return points.map(({ from, count, mean }) => [from, count, mean]);
    };
    await expect.poll(read, { timeout: 20_000, interval: 500 }).toEqual(measured);
  }
}, 60_000);
