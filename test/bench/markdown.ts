type Row = readonly (string | number)[];

/** A table; its first column is text, the others are figures. */
export const markdown = (head: readonly string[], rows: readonly Row[]): string =>
  [head, head.map((_, column) => (column === 0 ? "---" : "---:")), ...rows]
    .map((row) => `| ${row.join(" | ")} |`)
    .join("\n");
