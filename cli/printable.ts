/** Text of messages, with a mark for each control character but line ends: a terminal would obey them. */
export const printable = (text: string): string => text.replaceAll(/[^\P{Cc}\n]/gu, "\uFFFD");

/** The same for one line, such as a table's cell. */
export const oneLine = (text: string): string => printable(text).replaceAll("\n", "\uFFFD");

/** Plain data with each of its texts made one line. */
export const printableData = <T>(data: T): T =>
  JSON.parse(JSON.stringify(data), (_, value) => (typeof value === "string" ? oneLine(value) : value));
