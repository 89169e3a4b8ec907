/** Where CloudWatch files the metrics of all stages. */
export const NAMESPACE = "Bugle";

/**
 * A message counts under one of the first five, and its milliseconds under `Duration`: `Dropped` is one of a device that sends too much.
 * The relay counts what it published and what it set aside.
 */
export type MetricName =
  | "Handled"
  | "Rejected"
  | "Failed"
  | "DeadLettered"
  | "Dropped"
  | "Duration"
  | "Published"
  | "SetAside";

/** What metrics are told apart by; a handler's name begins with its system's. Each set of values of each name is one metric, and is paid for. */
const DIMENSIONS = {
  message: [
    ["stage", "handler"],
    ["stage", "system"],
  ],
  publication: [["stage", "system", "type"]],
  relay: [["stage", "system"]],
};

/** An outcome that is not here is no end: it is told and not counted. */
const COUNTED: Readonly<Record<string, MetricName>> = {
  done: "Handled",
  rejected: "Rejected",
  retry: "Failed",
  lost: "Failed",
  dead: "DeadLettered",
  dropped: "Dropped",
};

const directive = (Dimensions: string[][], ...names: MetricName[]): string =>
  JSON.stringify([
    {
      Namespace: NAMESPACE,
      Dimensions,
      Metrics: names.map((Name) => ({ Name, ...(Name === "Duration" && { Unit: "Milliseconds" }) })),
    },
  ]);

// Written once: each handled message brings one of them.
const DIRECTIVES = new Map(
  Object.values(COUNTED).map((name) => [name, directive(DIMENSIONS.message, name, "Duration")]),
);
const PUBLICATION = directive(DIMENSIONS.publication, "Published");
const SET_ASIDE = directive(DIMENSIONS.relay, "SetAside");

/** Puts a directive of CloudWatch's embedded metric format before the fields of a line. */
const withDirective = (directives: string, time: number, fields: object): string =>
  `{"_aws":{"Timestamp":${time},"CloudWatchMetrics":${directives}},${JSON.stringify(fields).slice(1)}`;

/** One line of JSON that is a metric too, where the outcome is an end. */
export function messageLine(fields: { readonly outcome: string; readonly ms: number }, time: number): string {
  const name = COUNTED[fields.outcome];
  if (name === undefined) return JSON.stringify(fields);
  return withDirective(DIRECTIVES.get(name) ?? "", time, { ...fields, [name]: 1, Duration: fields.ms });
}

export interface Publisher {
  readonly stage: string;
  readonly system: string;
}

/** One line of JSON per type of event: how many of it went to the relay's roads. */
export function publishedLines({ stage, system }: Publisher, types: readonly string[], time: number): string[] {
  return [...Map.groupBy(types, (type) => type)].map(([type, { length }]) =>
    withDirective(PUBLICATION, time, { stage, system, type, Published: length }),
  );
}

/** A line of JSON that counts the messages which a relay could not send. */
export const setAsideLine = ({ stage, system }: Publisher, messages: number, time: number): string =>
  withDirective(SET_ASIDE, time, { stage, system, SetAside: messages });
