/** One figure, and how it comes about. */
export interface Line {
  readonly service: string;
  /** US dollars; of an order's lines, per million orders. */
  readonly dollars: number;
  readonly because: string;
}

export const totalOf = (lines: readonly Line[]): number => lines.reduce((sum, { dollars }) => sum + dollars, 0);

const grouped = new Intl.NumberFormat("en-US", { maximumFractionDigits: 3 });
/** A number as people read it. */
export const figure = (value: number): string => grouped.format(value);
