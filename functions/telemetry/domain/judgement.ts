import { type Reading, type ReadingsJudged, type Rule, ThresholdCrossed } from "../contracts.ts";
import { ownOf } from "./own.ts";
import { lately, ruleOf, unwatched, type Watch, type Watched } from "./watch.ts";

type Judged = ReadingsJudged["data"]["judged"][number];

/** How the reading breaks the rule, if it does; `points` are those it is compared with. */
function breach(rule: Rule, value: number, points: readonly { value: number }[]): "high" | "low" | "rise" | undefined {
  if (rule.high !== undefined && value > rule.high) return "high";
  if (rule.low !== undefined && value < rule.low) return "low";
  const most = rule.maxRise;
  return most !== undefined && points.some((point) => Math.abs(value - point.value) > most) ? "rise" : undefined;
}

/** Within bounds by the hysteresis: a value on the edge does not raise the alarm again and again. */
const isBack = ({ high, low, hysteresis }: Rule, value: number): boolean =>
  (high === undefined || value <= high - hysteresis) && (low === undefined || value >= low + hysteresis);

interface Verdict {
  readonly crossed: readonly ThresholdCrossed[];
  readonly judged: Judged;
}

/** A value that flaps is told so often in one report and no more: one commit holds what a report comes to, and each crossing wakes somebody. */
const MOST_CROSSED = 4;

/** A device may report several values of one time. */
function incidentIdOf(
  { deviceId, metric, at }: Pick<ThresholdCrossed["data"], "deviceId" | "metric" | "at">,
  crossed: readonly ThresholdCrossed[],
): string {
  const before = crossed.filter(({ data }) => data.at === at && data.direction !== "back").length;
  return [deviceId, metric, at, ...(before > 0 ? [before + 1] : [])].join(":");
}

function judgeMetric(current: Watch, deviceId: string, rule: Rule, news: readonly Reading[]): Verdict {
  const { metric } = rule;
  const before: Watched = ownOf(current.metrics, metric) ?? unwatched;
  let { incidentId } = before;
  let points = before.lately;
  const crossed: ThresholdCrossed[] = [];
  for (const reading of news) {
    const { at, value } = reading;
    points = lately(rule, [...points, { at, value }], at);
    if (crossed.length >= MOST_CROSSED && reading !== news.at(-1)) continue;
    const direction = breach(rule, value, points);
    const about = { deviceId, metric, value, at, labels: current.labels };
    if (direction && incidentId === undefined) {
      incidentId = incidentIdOf(about, crossed);
      crossed.push(new ThresholdCrossed({ ...about, incidentId, direction }));
    } else if (!direction && incidentId !== undefined && isBack(rule, value)) {
      crossed.push(new ThresholdCrossed({ ...about, incidentId, direction: "back" }));
      incidentId = undefined;
    }
  }
  const known = new Set(before.lately);
  return { crossed, judged: { metric, at: news.at(-1)?.at ?? before.at, lately: points.filter((p) => !known.has(p)) } };
}

/** Judges, metric by metric, the readings that are newer than the last judged: what comes late is counted but raises no alarm. */
export function judge(current: Watch, deviceId: string, readings: readonly Reading[]): Verdict[] {
  return [...Map.groupBy(readings, ({ metric }) => metric)].flatMap(([metric, own]) => {
    const rule = ruleOf(current, metric);
    const last = ownOf(current.metrics, metric)?.at ?? "";
    const news = own.filter(({ at }) => at > last).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    return rule && news.length > 0 ? judgeMetric(current, deviceId, rule, news) : [];
  });
}
