import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { openTable } from "../../cli/load/csv/table.ts";
import { type LayoutOptions, layoutOf } from "../../cli/load/market-data/layout.ts";
import type { BugleError } from "../../functions/runtime/errors.ts";
import { type FakeApi, fakeApi } from "./load/fake-api.ts";
import { filesFolder, real } from "./load/folder.ts";
import { run, runWith } from "./run.ts";

const files = filesFolder();
let api: FakeApi | undefined;
afterEach(() => api?.close());

const load = (file: string, ...args: string[]) => run("load", "market-data", file, "--instrument", "X", ...args);

/** What the command line would say of it. */
async function misuse(file: string, options: LayoutOptions = {}): Promise<string> {
  try {
    layoutOf(await openTable(file), { instrument: "X", ...options });
    return "";
  } catch (error) {
    const { code, message, help } = error as BugleError;
    expect(code).toBe("misused");
    return `error: ${message}\n${help}\n`;
  }
}

describe("a file is refused in one sentence, and another says what to do:", () => {
  it.each([
    ["one that is empty", "", /^error: .* is empty\nName a CSV file with a line of column names and rows\.\n$/],
    ["one with column names only", "date,price\n", /^error: .* has no rows, only column names\n/],
    ["one that is binary", Buffer.from([1, 2, 0, 3]), /^error: .* is no text file\n/],
    ["one that is gzipped", gzipSync("date,price\n"), /^error: .* is gzipped\nUnpack it, or export it as CSV/],
    ["one that is a workbook", Buffer.from("504b0304aa00", "hex"), /^error: .* is a ZIP archive or a workbook\n/],
    [
      "one without times",
      "name,price\na,1\n",
      /^error: which column says when is not clear\nName it: --columns date=…, one of name, price\./,
    ],
    [
      "one without prices",
      "date,weight\n2020-01-01,x\n",
      /^error: no column has prices\nName it: --columns close=…, one of date, weight\./,
    ],
    ["one whose dates are none", "date,price\nsoon,1\nlater,2\n", /^error: dates such as "soon" cannot be read\n/],
    [
      "one whose days could be months",
      "date,price\n1/2/2000,1\n2/2/2000,2\n",
      /^error: whether dates such as "1\/2\/2000" have the day or the month first cannot be told\nSay it: --date-format dmy or --date-format mdy\.\n$/,
    ],
    [
      "one whose commas could be decimals",
      "date;price\n2020-01-01;1,234\n",
      /^error: whether the commas of the prices .*\nSay it: --decimal comma/,
    ],
  ])("%s", async (_, content, said) => {
    expect(await misuse(files.write(content))).toMatch(said);
  });

  it("one that is not there, with exit code 2", async () => {
    const said = "error: no.csv cannot be read: there is no such file\nName a CSV file.\n";
    expect(await load("no.csv")).toEqual({ code: 2, stdout: "", stderr: said });
  });

  it("one that is a folder", async () => {
    expect(await misuse(files.folder)).toMatch(/^error: .* cannot be read: it is a folder\n/);
  });

  it("one with columns that are not there", async () => {
    const file = files.write("date,price\n2020-01-01,1\n");
    expect(await misuse(file, { columns: "close=Last" })).toBe(
      'error: the file has no column "Last"\nIts columns are date, price.\n',
    );
    expect(await misuse(file, { columns: "when=date" })).toMatch(
      /^error: --columns knows no "when"\nIt knows symbol, /,
    );
    expect(await misuse(file, { timeZone: "Mars" })).toMatch(/^error: Mars is no time zone\n/);
  });
});

it("takes a file without column names if they are told by number", async () => {
  const file = files.write("2020-01-01|5\n2020-01-02|6\n");
  const { stdout, code } = await load(file, "--columns", "date=1,close=2", "--dry-run", "--json");
  expect(JSON.parse(stdout)).toMatchObject({ rows: 2, columns: { date: "1", close: "2" }, separator: "|" });
  expect(code).toBe(0);
});

it("shows the first ten bad rows and counts all", async () => {
  const bad = Array.from({ length: 12 }, (_, day) => `2020-01-${10 + day},-1`);
  const { stdout, code } = await load(files.write(`date,price\n2020-01-01,1\n${bad.join("\n")}\n`), "--dry-run");
  expect(stdout).toMatch(/12 bad rows, left out:\n {2}line 3: price -1 is not above 0\n(.*\n){9} {2}and 2 more\n$/);
  expect(code).toBe(0);
});

it("sends nothing of a file with a bad row if that is asked", async () => {
  api = await fakeApi();
  const file = files.write("date,open,high,low,close\n2020-01-01,1,2,1,2\n2020-01-02,1,2,3,2\n");
  const { code, stderr } = await load(file, "--bad-rows", "fatal", "--url", api.url);
  expect(stderr).toBe(
    "error: line 3: high 2 is below low 3\nMend the line, or leave such rows out with --bad-rows skip. Nothing was sent.\n",
  );
  expect(api.got.map(({ path }) => path)).toEqual(["/health"]);
  expect(code).toBe(1);
});

it("says which line has a stray quotation mark, and leaves out that line alone", async () => {
  const rest = Array.from({ length: 40 }, (_, i) => `2021-01-${String((i % 28) + 1).padStart(2, "0")},3\n`).join("");
  const file = files.write(`date,price\n2020-01-01,1\n2020-01-02,"2\n${rest}`);
  const skipped = await load(file, "--dry-run");
  expect(skipped.stdout).toContain('\n1 bad row, left out:\n  line 3: price "\\"2" is no number\n');
  expect(skipped.stdout).toMatch(/\n41 prices /);
  const fatal = await load(file, "--dry-run", "--bad-rows", "fatal");
  expect(fatal.stderr).toMatch(/^error: line 3: price "\\"2" is no number\n/);
});

it("says how far a bad row goes where a quoted field has several lines", async () => {
  const { stdout } = await load(
    files.write('date,price\n2020-01-01,1\n2020-01-02,"2\n3\n"\n2020-01-03,3\n'),
    "--dry-run",
  );
  expect(stdout).toMatch(/\n1 bad row, left out:\n {2}line 3: price .* is no number, up to line 5\n/);
});

it("says that nothing runs, and what to do", async () => {
  const { code, stderr } = await runWith({ BUGLE_HOME: files.folder }, "load", "market-data", real("stocks.csv"));
  expect(stderr).toMatch(/^error: no local run is up that could take the rows\nRun `npm start -- trading telemetry`/);
  expect(code).toBe(1);
});

it("shows max as the default speed", async () => {
  const { stdout } = await run("load", "readings", "--help");
  expect(stdout).toMatch(/--speed <factor> [^()]*\(default: max\)/);
});

it.each(["load market-data", "load readings", "simulate devices"])(
  "documents the exit codes of %s",
  async (command) => {
    const { stdout } = await run(...command.split(" "), "--help");
    expect(stdout).toMatch(/\nExit codes: 0 .*, 1 .*, 2 the command line was not understood.*, 130 interrupted\.\n$/);
    expect(stdout).toMatch(/\n {2}--json /);
  },
);
