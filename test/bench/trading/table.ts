import { markdown } from "../markdown.ts";
import type { EagerRow } from "../sections/eager.ts";
import type { TradingRow } from "../sections/trading.ts";
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

/** The figures of a settlement, with and without an eager saga. */
export const eagerLine = ({ patient, eager }: EagerRow): string =>
  `A settlement waits for the stream ${patient.waits} times, ${patient.ms} ms where that takes 200 ms; ${eager.waits} times, ${eager.ms} ms, since its saga is eager.`;
