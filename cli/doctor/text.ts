import type { Colors } from "picocolors/types.js";
import { type Cell, type Paint, table } from "../table.ts";
import type { Departures } from "./contract.ts";
import type { Line } from "./line.ts";

/** What the doctor found. */
export interface Diagnosis {
  readonly machine: readonly Line[];
  readonly endpoint: readonly Line[];
  readonly contract: Departures;
  /** Of what was looked at, what stops `npm start`. */
  readonly stops: readonly string[];
}

/** Splits a text at spaces into lines of at most `width` characters; a longer word stays whole. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

const plain: Paint = (text) => text;
const MARKS = { fine: "ok", note: "note", stops: "stops" } as const;
const WIDTHS = { what: 14, mark: 5, from: 5 };
/** Columns stand two spaces apart; narrower than this no text is read with ease. */
const GAP = 2;
const NARROWEST = 20;

/** A line for each thing looked at, below a title if there is one. */
function linesText(
  title: string,
  lines: readonly Line[],
  width: number,
  { bold, green, yellow, red }: Colors,
): string[] {
  const rows = lines.map(({ what, state, says, help }): Cell[] => [
    what,
    MARKS[state],
    wrapped(help === undefined ? says : `${says} → ${help}`, width - WIDTHS.what - WIDTHS.mark - 2 * GAP),
  ]);
  const mark: Paint = (text) => (text === MARKS.fine ? green : text === MARKS.note ? yellow : red)(text);
  const [head = "", ...body] = table([title, "", ""], rows, bold, [plain, mark, plain]);
  return [...(title === "" ? [] : [head]), ...body, ""];
}

function summary({ product, version, rows, asked, kept, unknown }: Departures): string {
  const name = version === undefined ? `${product} of an unknown version` : `${product} ${version}`;
  const cases = asked + kept + unknown;
  const sources = `${asked} asked here, ${kept} known from the results kept with Bugle, of the engine as Bugle starts it`;
  const open = unknown === 0 ? "" : `, ${unknown} not known: \`npx bugle endpoint\` asks them all`;
  return `${name} is not as AWS in ${rows.length} of ${cases} cases (${sources}${open})`;
}

function contractText(contract: Departures, width: number, { bold, dim }: Colors): string[] {
  const ids = Math.max(...contract.rows.map(({ id }) => id.length));
  const each = Math.max(NARROWEST, Math.floor((width - ids - WIDTHS.from - 3 * GAP) / 2));
  const rows = contract.rows.map(({ id, verdict, saw, instead, from }): Cell[] => [
    id,
    wrapped([verdict, saw].filter(Boolean).join(": "), each),
    wrapped(instead, each),
    from,
  ]);
  const head = ["case", "this endpoint", "what Bugle does instead", "from"];
  return [
    bold(summary(contract)),
    ...(rows.length === 0 ? [] : table(head, rows, dim, [plain, plain, plain, dim])),
    "",
  ];
}

export const verdict = ({ stops }: Pick<Diagnosis, "stops">): string =>
  stops.length === 0 ? "nothing stops `npm start`" : `\`npm start\` is stopped by: ${stops.join(", ")}`;

/** The healthy of a group in one line. */
const healthy = (what: string, lines: readonly Line[], sayEach: (line: Line) => string): Line[] => {
  const fine = lines.filter(({ state }) => state === "fine");
  return fine.length === 0 ? [] : [{ what, state: "fine", says: fine.map(sayEach).join(", ") }];
};

function contractLine(contract: Departures): Line {
  const state = contract.rows.length + contract.unknown === 0 ? "fine" : "note";
  return { what: "contract", state, says: summary(contract), ...(contract.rows.length > 0 && { help: SEE_ALL }) };
}

const SEE_ALL = "`npx bugle doctor --all` shows each, and what Bugle does instead.";

/** What is wrong or odd, the worst first, then one line for each group of what is not. */
export function asSummary(diagnosis: Diagnosis, width: number, colors: Colors): string {
  const { machine, endpoint, contract, stops } = diagnosis;
  const lines = [...machine, ...endpoint];
  const amiss = (["stops", "note"] as const).flatMap((worst) => lines.filter(({ state }) => state === worst));
  const groups = [
    ...healthy("this machine", machine, ({ what }) => what),
    ...healthy("endpoint", endpoint, ({ says }) => says),
    contractLine(contract),
  ];
  return [
    ...(amiss.length > 0 ? linesText("", amiss, width, colors) : []),
    ...linesText("", groups, width, colors),
    (stops.length === 0 ? colors.green : colors.red)(verdict(diagnosis)),
  ].join("\n");
}

/** Everything that was looked at, for a terminal that is `width` characters wide. */
export function asText(diagnosis: Diagnosis, width: number, colors: Colors): string {
  const { machine, endpoint, contract, stops } = diagnosis;
  return [
    ...linesText("this machine", machine, width, colors),
    ...linesText("endpoint", endpoint, width, colors),
    ...contractText(contract, width, colors),
    (stops.length === 0 ? colors.green : colors.red)(verdict(diagnosis)),
  ].join("\n");
}
