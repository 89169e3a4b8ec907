import * as z from "zod";
import { type EdgeContext, findAll, operation, problem, resource } from "../../runtime/edge/index.ts";
import { partsOf, type RollupRow, type Series } from "../domain/rollup.ts";
import { type Point, pointsIn, pointsOf, rowsIn, type Span } from "../domain/series.ts";
import rollups from "../rollups.projection.ts";
import { answers } from "./answers.ts";
import { assertKnown } from "./known-device.ts";

const MOST_POINTS = 10_000;
const MOST_BUCKETS = 200_000;
/** What is read for one answer: a hundred in a call. */
const MOST_ROWS = 3_200;

const time = z.union([z.iso.datetime({ offset: true }), z.iso.date()], {
  error: "is not a date or time such as 2026-01-31 or 2026-01-31T12:00:00Z",
});

const query = {
  metric: z.string().min(1).max(40),
  interval: z.enum(["minute", "hour", "day"]),
  from: time.describe("The first window begins then or later; a date is its beginning in UTC."),
  to: time.describe("The last window begins before."),
  over: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_440)
    .default(1)
    .describe("Intervals a window is long; beyond 1 the windows slide, one beginning every interval."),
};

type Asked = z.output<z.ZodObject<typeof query>>;

function spanOf({ interval, from, to, over }: Asked): Span {
  const span = { interval, from: Date.parse(from), to: Date.parse(to), over };
  const points = pointsIn(span);
  if (points <= MOST_POINTS && points * over <= MOST_BUCKETS) return span;
  throw problem(400, "too-many-points", "The answer would be too long", {
    detail: `Ask for at most ${MOST_POINTS} windows, and ${MOST_BUCKETS} intervals in all of them.`,
  });
}

function rowsOf(series: Series, span: Span): string[] {
  const rows = rowsIn(series, span);
  const most = Math.floor(MOST_ROWS / partsOf(rows[0] ?? ""));
  if (rows.length <= most) return rows;
  throw problem(400, "too-many-points", "The answer would be too long", {
    detail: `Ask for at most ${most} hours of minutes, days of hours or months of days.`,
  });
}

async function points(c: EdgeContext, of: Series["of"], id: string, asked: Asked): Promise<Point[]> {
  const span = spanOf(asked);
  const series = { of, id, metric: asked.metric };
  const rows: ReadonlyMap<string, RollupRow> = await findAll(c, rollups, rowsOf(series, span));
  return pointsOf(series, span, (name) => rows.get(name));
}

const described = (whose: string) => ({
  summary: `Readings of ${whose} per minute, hour or day`,
  description:
    "Windows by the readings' own time, UTC; those without readings are left out. Minutes are kept 35 days, hours a year.",
  query,
  answers: answers.metrics,
});

export const metrics = resource()
  .get("/devices/:deviceId/metrics", operation(described("a device")), async (c) => {
    const asked = c.req.valid("query");
    const { interval, metric } = asked;
    const deviceId = c.req.param("deviceId");
    await assertKnown(c, deviceId);
    return c.json({ interval, metric, points: await points(c, "device", deviceId, asked) });
  })
  .get("/fleets/:fleetId/metrics", operation(described("a fleet")), async (c) => {
    const asked = c.req.valid("query");
    const { interval, metric } = asked;
    return c.json({ interval, metric, points: await points(c, "fleet", c.req.param("fleetId"), asked) });
  });
