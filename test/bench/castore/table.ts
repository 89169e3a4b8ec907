import { bothOf } from "../both.ts";
import { markdown } from "../markdown.ts";
import type { CastoreRow } from "../sections/castore.ts";
import type { ContenderName } from "./contenders.ts";

const NAMES: Readonly<Record<ContenderName, string>> = {
  warm: "Bugle, warm",
  "castore-kept": "Castore, the book kept in memory by hand",
  cold: "Bugle, cold",
  castore: "Castore, as it loads by itself",
};

const HEAD = [
  "an order that rests, 1,250 facts before it, batch of 1 · of 10",
  "calls",
  "WRU",
  "RRU",
  "CPU, µs",
  "× Castore",
];

/** The figures of an order beside Castore as Markdown, with what they leave out. */
export function castoreTable(rows: readonly CastoreRow[]): string {
  const cells = (Object.keys(NAMES) as ContenderName[]).flatMap((name) =>
    rows
      .filter(({ contender }) => contender === name)
      .map(({ alone, often }) => [
        NAMES[name],
        ...(["calls", "writeUnits", "readUnits"] as const).map((figure) => bothOf(alone[figure], often[figure])),
        bothOf(Math.round(alone.cpu.median), Math.round(often.cpu.median)),
        bothOf(alone.ratio, often.ratio),
      ]),
  );
  return [
    markdown(HEAD, cells),
    "Castore stores the fact and no more: nothing is published, a command that comes twice is decided twice, and each order of a batch is a write.",
  ].join("\n\n");
}
