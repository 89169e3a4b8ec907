import { type Command, InvalidArgumentError, Option } from "commander";
import { DATE_FORMATS } from "./load/csv/dates.ts";
import { INTERVALS } from "./load/market-data/plan.ts";
import type { MarketDataOptions } from "./load/market-data/run.ts";
import type { ReadingsOptions } from "./load/readings/run.ts";
import { readSpeed } from "./load/send/pace.ts";

const SEPARATORS: Readonly<Record<string, string>> = { comma: ",", semicolon: ";", tab: "\t", bar: "|" };
const MARKS: Readonly<Record<string, string>> = { point: ".", comma: "," };

const oneOf = (choices: Readonly<Record<string, string>>) => (text: string) => {
  const chosen = choices[text] ?? Object.values(choices).find((each) => each === text);
  if (chosen !== undefined) return chosen;
  throw new InvalidArgumentError(`It must be one of ${Object.keys(choices).join(", ")}.`);
};

const upTo = (most: number) => (text: string) => {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= most) return number;
  throw new InvalidArgumentError(`It must be a whole number from 0 to ${most}.`);
};

function clockTime(text: string): string {
  if (/^([01]\d|2[0-3]):[0-5]\d$/.test(text)) return text;
  throw new InvalidArgumentError("It must be a time such as 21:00.");
}

function currencyCode(text: string): string {
  if (/^[A-Z]{3}$/.test(text)) return text;
  throw new InvalidArgumentError("It must be three capital letters, such as USD.");
}

const EXIT_CODES =
  "Exit codes: 0 all rows were loaded or left out as asked, counted in time or not, 1 some could not be or nothing runs, " +
  "2 the command line was not understood or the file cannot be, 130 interrupted.";

const withFileOptions = (command: Command): Command =>
  command
    .argument("<file>", "CSV, in UTF-8 or in UTF-16 with a byte order mark")
    .addOption(
      new Option("--separator <name>", "comma, semicolon, tab or bar (default: a guess)").argParser(oneOf(SEPARATORS)),
    )
    .addOption(new Option("--decimal <mark>", "point or comma, in numbers (default: a guess)").argParser(oneOf(MARKS)))
    .addOption(
      new Option(
        "--date-format <format>",
        "ymd, dmy or mdy by order; named as Jan 1 2000; compact as 20000101; s to ns since 1970",
      ).choices(DATE_FORMATS),
    )
    .option("--time-zone <name>", "of times that name none, such as America/New_York", "UTC")
    .addOption(
      new Option("--speed <factor>", "how many times faster than it happened, such as 60x, or max")
        .argParser(readSpeed)
        .default(Number.POSITIVE_INFINITY, "max"),
    )
    .addOption(
      new Option("--bad-rows <treatment>", "leave them out, or send nothing at all")
        .choices(["skip", "fatal"])
        .default("skip"),
    )
    .addOption(
      new Option("--wait <seconds>", "how long at most, until all that was accepted is counted")
        .argParser(upTo(3_600))
        .default(30),
    )
    .option("--no-wait", "end as soon as all is accepted")
    .option("--dry-run", "only say how the file is read and what is in it")
    .option("--url <address>", "where the API is (default: the local run of this folder)")
    .option("--json", "print JSON");

const addMarketData = (load: Command): Command =>
  withFileOptions(load.command("market-data"))
    .description("Load prices: bars of open, high, low and close, or one price a row.")
    .option("--instrument <id>", "whose prices all rows are")
    .option("--instrument-column <name>", "the column that names it (default: a guess)")
    .option("--columns <roles>", "such as date=When,close=Last; roles: date time open high low close volume symbol")
    .addOption(new Option("--interval <length>", "of a bar (default: what the times say)").choices(INTERVALS))
    .option("--decimals <n>", "of prices (default: as many as the file has, up to 8)", upTo(8))
    .option("--currency <code>", "of the prices", currencyCode, "USD")
    .option("--closes-at <time>", "when day orders end, UTC", clockTime, "21:00")
    .option("--settlement-days <n>", "from trade to settlement", upTo(10), 2)
    .addHelpText(
      "after",
      `\nColumns and formats are guessed; --dry-run shows how. Instruments that are not listed yet are listed.\n${EXIT_CODES}`,
    )
    .action(async (file: string, { decimal, ...options }: MarketDataOptions & { readonly decimal?: "." | "," }) => {
      const { loadMarketData } = await import("./load/market-data/run.ts");
      await loadMarketData(file, { ...options, ...(decimal && { decimalMark: decimal }) });
    });

const addReadings = (load: Command): Command =>
  withFileOptions(load.command("readings"))
    .description("Load readings of devices: one column per metric, or the columns metric and value.")
    .option("--device <id>", "whose readings all rows are")
    .option("--device-column <name>", "the column that names it (default: a guess)")
    .option("--fleet <id>", "fleet of devices that are not registered yet", "loaded")
    .option("--columns <roles>", "such as date=When,device=Station; roles: date time device metric value")
    .option("--metrics <names>", "only these columns or metrics, separated by commas (default: all that are numbers)")
    .option(
      "--key-file <file>",
      "JSON of device keys, made where it is missing (default: device-keys.json in the .bugle folder)",
    )
    .addHelpText(
      "after",
      "\nColumns and formats are guessed; --dry-run shows how. Devices that are not registered yet are registered, under keys that the\n" +
        `key file keeps for the next time, readable by you alone.\n${EXIT_CODES}`,
    )
    .action(async (file: string, { decimal, ...options }: ReadingsOptions & { readonly decimal?: "." | "," }) => {
      const { loadReadings } = await import("./load/readings/run.ts");
      await loadReadings(file, { ...options, ...(decimal && { decimalMark: decimal }) });
    });

export function addLoad(program: Command): void {
  const load = program.command("load").description("Load real data from files into the systems of a local run.");
  addMarketData(load);
  addReadings(load);
}
