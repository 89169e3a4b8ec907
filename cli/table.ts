export type Cell = string | readonly string[];
export type Paint = (text: string) => string;

const linesOf = (cell: Cell): readonly string[] => (typeof cell === "string" ? [cell] : cell);

/** Columns as wide as their widest line; a cell may have several lines. `paints` colours columns after they are measured. */
export function table(
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  headPaint: Paint,
  paints: readonly Paint[],
): string[] {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.flatMap((row) => linesOf(row[column] ?? "").map(({ length }) => length))),
  );
  const line = (texts: readonly string[], paint: (column: number) => Paint) =>
    texts
      .map((text, column) => (text && paint(column)(text)) + " ".repeat((widths[column] ?? 0) - text.length))
      .join("  ")
      .trimEnd();
  const plain: Paint = (text) => text;
  const body = rows.flatMap((row) => {
    const height = Math.max(...row.map((cell) => linesOf(cell).length));
    return Array.from({ length: height }, (_, index) =>
      line(
        head.map((_, column) => linesOf(row[column] ?? "")[index] ?? ""),
        (column) => paints[column] ?? plain,
      ),
    );
  });
  return [line(head, () => headPaint), ...body];
}
