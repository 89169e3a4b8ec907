import * as z from "zod";
import { type LogEntry, logbook, operation, resource } from "../../runtime/edge/index.ts";
import { book } from "../domain/book.ts";
import { csv } from "./csv.ts";

const DAY = 86_400_000;
/** What an answer of a Lambda has room for. */
const MOST_ENTRIES = 2_000;

/** What a row of the export tells of an entry, by column. */
const COLUMNS = [
  "version",
  "time",
  "what",
  "actor",
  "traderId",
  "orderId",
  "tradeId",
  "side",
  "quantity",
  "price",
  "code",
  "reason",
  "because",
  "correlationId",
] as const;

const dataOf = (entry: LogEntry): Record<string, unknown> =>
  "refused" in entry
    ? { ...entry.refused.about, code: entry.refused.code, reason: entry.refused.reason }
    : (entry.data as Record<string, unknown>);

function rowOf(entry: LogEntry) {
  const { version, time, type, actor, correlationId } = entry;
  const because = "refused" in entry ? "refused" : entry.cause?.type;
  const cells: Record<string, unknown> = {
    ...dataOf(entry),
    version,
    time,
    what: type,
    actor,
    because,
    correlationId,
  };
  return COLUMNS.map((column) => {
    const cell = cells[column];
    return typeof cell === "string" || typeof cell === "number" ? cell : undefined;
  });
}

const ndjson = (entries: readonly LogEntry[]): string => entries.map((entry) => `${JSON.stringify(entry)}\n`).join("");

const MEDIA = {
  ndjson: "application/x-ndjson; charset=utf-8",
  csv: "text/csv; charset=utf-8; header=present",
} as const;

export const audit = resource().get(
  "/instruments/:instrumentId/audit",
  operation({
    summary: "What happened to an instrument's book on a day, and what was refused and why",
    description:
      "From the journal, oldest first. A day that is longer than one answer goes on at the address in the `link` header with rel=next, even after an answer without entries; columns are named in the first answer alone. What the book was when an order was decided, `GET /instruments/{instrumentId}/book?version=` tells of the version before the order's first fact, such as its refusal; when a replacement or cancellation was refused, of the entry's own version.",
    query: {
      day: z.iso.date("is not a date such as 2026-01-31").describe("A day in UTC."),
      format: z.enum(["ndjson", "csv"]).default("ndjson"),
      limit: z.coerce.number().int().min(1).max(MOST_ENTRIES).default(MOST_ENTRIES),
      next: z.string().min(1).optional().describe("From the `link` header of the answer before."),
    },
    answers: z.string(),
  }),
  async (c) => {
    const { day, format, limit, next } = c.req.valid("query");
    const until = new Date(Date.parse(day) + DAY).toISOString();
    const instrumentId = c.req.param("instrumentId");
    const page = await logbook(c, book, instrumentId, { from: day, until, limit, next });
    const head = next === undefined ? [COLUMNS] : [];
    const text = format === "csv" ? csv([...head, ...page.items.map(rowOf)]) : ndjson(page.items);
    const path = `/instruments/${encodeURIComponent(instrumentId)}/audit`;
    const following = `${path}?day=${day}&format=${format}&limit=${limit}&next=${page.next}`;
    return c.body(text, 200, {
      "content-type": MEDIA[format],
      ...(page.next !== undefined && { link: `<${following}>; rel="next"` }),
    });
  },
);
