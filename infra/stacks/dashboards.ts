import { CfnOutput } from "aws-cdk-lib";
import { Dashboard, type IWidget, TextWidget } from "aws-cdk-lib/aws-cloudwatch";
import type { Function as Lambda } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import type { MetricName } from "../../functions/runtime/aws/metrics.ts";
import type { Consumer } from "../../functions/runtime/manifest.ts";
import { graphs, queueLine } from "../constructs/graphs.ts";
import { bugleMetric } from "../constructs/metrics.ts";
import type { Settings } from "../settings.ts";
import { stageStack } from "./stack.ts";
import type { SystemData } from "./system-data.ts";

/** A system at work, as its dashboards look at it. */
export interface Watched {
  readonly data: SystemData;
  readonly relay: Lambda;
}

const takesCommands = ({ kind }: Consumer) => kind === "state" || kind === "command";

interface Line {
  readonly handler: string;
  readonly label: string;
}

const linesOf = (consumers: readonly Consumer[], label: (name: string, receives: readonly string[]) => string) =>
  consumers.flatMap(({ system, handlers }) =>
    handlers.map(({ name, receives }): Line => ({ handler: `${system}/${name}`, label: label(name, receives) })),
  );

const counted = (stage: string, lines: readonly Line[], name: MetricName, statistic = "Sum") =>
  lines.map(({ handler, label }) => bugleMetric(name, { stage, handler }, { label, statistic }));

const ages = ({ queues, system }: SystemData, consumers: readonly Consumer[]) =>
  consumers.map(({ name }) => {
    const { queue } = queues.get(name)!;
    return queueLine(queue, "ApproximateAgeOfOldestMessage", "Maximum", name.slice(system.name.length + 1));
  });

function relayed({ data, relay }: Watched, stage: string): IWidget[] {
  return [
    ...graphs("Relay: behind its stream", [relay.metric("IteratorAge", { statistic: "Maximum", label: "age" })], "ms"),
    ...graphs("Relay: set aside", [
      bugleMetric("SetAside", { stage, system: data.system.name }, { label: "messages" }),
    ]),
  ];
}

/** What a system publishes, and who has it. */
function eventWidgets(watched: Watched, stage: string): IWidget[] {
  const { data } = watched;
  const { name: system, contracts, consumers } = data.system;
  const types = contracts.filter(({ kind }) => kind === "event").map(({ type }) => type);
  const listening = consumers.filter((each) => !takesCommands(each));
  const lines = linesOf(listening, (name) => name);
  return [
    new TextWidget({ markdown: `## ${system}`, width: 24, height: 1 }),
    ...graphs(
      "Published",
      types.map((type) => bugleMetric("Published", { stage, system, type }, { label: type })),
    ),
    ...graphs("Handled, by subscriber", counted(stage, lines, "Handled")),
    ...graphs("Failed, by subscriber", counted(stage, lines, "Failed")),
    ...graphs("Dead letters, by subscriber", counted(stage, lines, "DeadLettered")),
    ...graphs("Oldest message, by queue", ages(data, listening), "s"),
    ...relayed(watched, stage),
  ];
}

/** What a system was asked to do, and how it went. */
function commandWidgets({ data }: Watched, stage: string): IWidget[] {
  const { name, consumers } = data.system;
  const asked = consumers.filter(takesCommands);
  if (asked.length === 0) return [];
  const lines = linesOf(asked, (_, receives) => receives.join(", "));
  return [
    new TextWidget({ markdown: `## ${name}`, width: 24, height: 1 }),
    ...graphs("Handled", counted(stage, lines, "Handled")),
    ...graphs("Rejected", counted(stage, lines, "Rejected")),
    ...graphs("Failed", counted(stage, lines, "Failed")),
    ...graphs("Dead letters", counted(stage, lines, "DeadLettered")),
    ...graphs("Oldest message, by queue", ages(data, asked), "s"),
    ...graphs("Duration, 99 of 100", counted(stage, lines, "Duration", "p99"), "ms"),
  ];
}

/** Two dashboards of a stage: events as they spread, commands as they are carried out. */
export function dashboardsStack(app: Construct, systems: readonly Watched[], settings: Settings): void {
  const stack = stageStack(app, "dashboards", settings, "Bugle: its events and commands at a glance");
  const { stage } = settings;
  const draw = (id: string, widgetsOf: typeof eventWidgets) => {
    const { dashboardName } = new Dashboard(stack, id, { widgets: systems.map((each) => widgetsOf(each, stage)) });
    new CfnOutput(stack, `${id}Dashboard`, { value: dashboardName });
  };
  draw("Events", eventWidgets);
  draw("Commands", commandWidgets);
}
