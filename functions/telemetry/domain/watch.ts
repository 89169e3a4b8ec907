import { state } from "../../runtime/index.ts";
import {
  DeviceReturned,
  DeviceSilenceDetected,
  IncidentWithdrawn,
  ReadingsJudged,
  type Rule,
  type RulesChanged,
  ThresholdCrossed,
  WatchChanged,
  WatchStarted,
} from "../contracts.ts";
import { ownOf } from "./own.ts";
import { MINUTE } from "./windows.ts";

interface Point {
  readonly at: string;
  readonly value: number;
}

/** What is known of one metric of a device. */
export interface Watched {
  /** Time of the newest reading judged. */
  readonly at: string;
  /** The last readings within the rule's `risesWithin`. */
  readonly lately: readonly Point[];
  /** The incident that is open. */
  readonly incidentId?: string;
}

export interface Watch {
  readonly status: "none" | "heard" | "silent";
  readonly rules: readonly Rule[];
  readonly silentAfter?: number;
  readonly labels: Readonly<Record<string, string>>;
  /** When the device was last heard of. */
  readonly heard: string;
  /** When the newest check of its silence is due. */
  readonly checkDue: string;
  /** The silence that is not over. */
  readonly silence: string;
  readonly metrics: Readonly<Record<string, Watched>>;
  /** Of the change that was heard of last. */
  readonly revision: number;
}

const initial: Watch = {
  status: "none",
  rules: [],
  labels: {},
  heard: "",
  checkDue: "",
  silence: "",
  metrics: {},
  revision: 0,
};

/** What later readings are compared with is bounded, however often a device reports. */
const MOST_LATELY = 500;

export const unwatched: Watched = { at: "", lately: [] };

const risesWithin = ({ risesWithin = MINUTE }: Rule): number => risesWithin;

/** The readings that one at `at` is compared with, itself included. */
export const lately = (rule: Rule | undefined, points: readonly Point[], at: string): Point[] =>
  rule?.maxRise === undefined
    ? []
    : points.filter((point) => Date.parse(point.at) > Date.parse(at) - risesWithin(rule)).slice(-MOST_LATELY);

export const ruleOf = ({ rules }: Pick<Watch, "rules">, metric: string): Rule | undefined =>
  rules.find((rule) => rule.metric === metric);

/** The incidents that nobody watches for under other rules. */
export const withdrawn = (
  { metrics, silence, status }: Watch,
  changed: Pick<RulesChanged["data"], "rules" | "silentAfter">,
): string[] => [
  ...Object.entries(metrics).flatMap(([metric, { incidentId }]) =>
    incidentId === undefined || ruleOf(changed, metric) ? [] : [incidentId],
  ),
  ...(status === "silent" && changed.silentAfter === undefined ? [silence] : []),
];

const withIncident = (current: Watch, metric: string, incidentId: string | undefined): Watch => {
  const { incidentId: _, ...watched } = ownOf(current.metrics, metric) ?? unwatched;
  const next: Watched = incidentId === undefined ? watched : { ...watched, incidentId };
  return { ...current, metrics: { ...current.metrics, [metric]: next } };
};

export const watch = state("watch", {
  key: "deviceId",
  from: [
    WatchStarted,
    WatchChanged,
    IncidentWithdrawn,
    ReadingsJudged,
    ThresholdCrossed,
    DeviceSilenceDetected,
    DeviceReturned,
  ],
  initial,
})({
  WatchStarted: (current, { rules, silentAfter, labels, checkDue = "" }, { time }) => ({
    ...current,
    status: "heard",
    rules,
    labels,
    heard: time,
    checkDue,
    ...(silentAfter !== undefined && { silentAfter }),
  }),
  WatchChanged: ({ silentAfter: _, ...current }, { rules, silentAfter, labels, checkDue, revision }, { time }) => ({
    ...current,
    rules,
    labels,
    revision,
    metrics: Object.fromEntries(
      Object.entries(current.metrics).map(([metric, watched]) => [
        metric,
        ruleOf({ rules }, metric) ? watched : { ...unwatched, at: watched.at },
      ]),
    ),
    ...(checkDue !== undefined && { checkDue, heard: time }),
    ...(silentAfter !== undefined && { silentAfter }),
  }),
  IncidentWithdrawn: (current, { incidentId }) =>
    incidentId === current.silence ? { ...current, status: "heard", silence: "" } : current,
  ReadingsJudged: (current, { heard, checkDue, judged }) => {
    const watched = judged.map(({ metric, at, lately: news }): [string, Watched] => {
      const before = ownOf(current.metrics, metric) ?? unwatched;
      return [metric, { ...before, at, lately: lately(ruleOf(current, metric), [...before.lately, ...news], at) }];
    });
    const metrics = { ...current.metrics, ...Object.fromEntries(watched) };
    return { ...current, heard, checkDue: checkDue ?? current.checkDue, metrics };
  },
  ThresholdCrossed: (current, { metric, direction, incidentId }) =>
    withIncident(current, metric, direction === "back" ? undefined : incidentId),
  DeviceSilenceDetected: (current, { incidentId }) => ({ ...current, status: "silent", silence: incidentId }),
  DeviceReturned: (current) => ({ ...current, status: "heard", silence: "" }),
});
