type Cell = string | number | undefined;

/** A spreadsheet would run text that begins like this. */
const FORMULA = /^[=+\-@\t\r]/;

function quoted(cell: Cell): string {
  if (typeof cell !== "string") return cell === undefined ? "" : String(cell);
  const harmless = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Rows as RFC 4180 writes them; text that a spreadsheet would take for a formula begins with an apostrophe. */
export const csv = (rows: readonly (readonly Cell[])[]): string =>
  rows.map((row) => `${row.map(quoted).join(",")}\r\n`).join("");
