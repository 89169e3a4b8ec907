import { markdown } from "../markdown.ts";
import type { EagerRow } from "../sections/eager.ts";
import type { TradingRow } from "../sections/trading.ts";
import type { StageRow } from "../stages/cloud.ts";
import type { Speed } from "./backlog.ts";

const HEAD = [
  "order book, AWS answers in 5 ms",
  "commands a second",
  "×",
  "calls",
  "WRU",
  "confirmed p50, ms",
  "p99, ms",
];

const cells = ({ commandsPerSecond, calls, writeUnits, p50, p99 }: Speed, ratio: number | string) => [
  Math.round(commandsPerSecond),
  ratio,
  calls,
  writeUnits,
  Math.round(p50),
  Math.round(p99),
];

/** The figures of the order book as Markdown; calls and write units are per command. */
export const tradingTable = (rows: readonly TradingRow[]): string =>
  markdown(
    HEAD,
    rows.flatMap(({ instruments, folded, single, ratio }) => {
      const title = instruments === 1 ? "1 instrument" : `${instruments} instruments`;
      return [
        [`${title}, batches of ten in one write`, ...cells(folded, ratio)],
        [`${title}, one write per command`, ...cells(single, 1)],
      ];
    }),
  );

/** What a part of trading does for an order, by its name. */
const STAGES: Readonly<Record<string, string>> = {
  edge: "taken at the edge",
  "trading/book": "matched",
  relay: "relayed",
  "trading/book-depth": "shown in the book, of few levels",
  "trading/confirmations": "confirmed to the traders",
  "trading/schedule-settlement-on-trade-executed": "settlement scheduled",
  "trading/record-price-on-trade-executed": "price recorded",
  "trading/market-summary": "newest price shown",
  "trading/bars": "bars shown",
};

/** What an order asks of AWS from its request until all has followed that follows the same day. */
export const pathTable = (path: readonly StageRow[]): string => {
  const sum = (of: (row: StageRow) => number) => Number(path.reduce((total, row) => total + of(row), 0).toPrecision(3));
  const total = {
    stage: "in all",
    calls: sum(({ calls }) => calls),
    writeUnits: sum(({ writeUnits }) => writeUnits),
    readUnits: sum(({ readUnits }) => readUnits),
  };
  const rows = [...path, total].map(({ stage, calls, writeUnits, readUnits }) => [
    STAGES[stage] ?? stage,
    calls,
    writeUnits,
    readUnits,
  ]);
  return markdown(["an order's path, ten at a time, each traded or waiting", "calls", "WRU", "RRU"], rows);
};

/** The figures of a settlement, with and without an eager saga. */
export const eagerLine = ({ patient, eager }: EagerRow): string =>
  `A settlement waits for the stream ${patient.waits} times, ${patient.ms} ms where that takes 200 ms; ${eager.waits} times, ${eager.ms} ms, since its saga is eager.`;
