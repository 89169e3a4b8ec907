import { figure, type Line } from "./lines.ts";
import { PRICES } from "./prices.ts";

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

export interface Template {
  readonly Resources?: Readonly<Record<string, Resource>>;
}

const FREE_DASHBOARDS = 3;
/** A poller asks every 20 s as long as nothing comes; with a maximum concurrency there are always five. */
const [POLLERS, POLLERS_AT_MOST] = [2, 5];
const POLLS_PER_MONTH = (30 * 24 * 3_600) / 20;

const ofType = (templates: readonly Template[], type: string): Resource[] =>
  templates.flatMap(({ Resources = {} }) => Object.values(Resources).filter(({ Type }) => Type === type));

/** Alarms over expressions are paid for each metric in them. */
function metricsOf({ Properties = {} }: Resource): number {
  const metrics = (Properties["Metrics"] ?? []) as readonly { readonly MetricStat?: unknown }[];
  return Math.max(1, metrics.filter(({ MetricStat }) => MetricStat !== undefined).length);
}

const pollsQueue = ({ Properties = {} }: Resource): boolean => Properties["StartingPosition"] === undefined;

function pollersPerQueue(mappings: readonly Resource[]): number {
  const limited = mappings.every(({ Properties = {} }) => Properties["ScalingConfig"] !== undefined);
  return limited ? POLLERS_AT_MOST : POLLERS;
}

/** What a deployment costs each month in which nothing happens, from what its templates ask for. */
export function costAtRest(templates: readonly Template[], fifoQueues: number): Line[] {
  const alarms = ofType(templates, "AWS::CloudWatch::Alarm");
  const alarmMetrics = alarms.reduce((sum, alarm) => sum + metricsOf(alarm), 0);
  const composites = ofType(templates, "AWS::CloudWatch::CompositeAlarm").length;
  const dashboards = ofType(templates, "AWS::CloudWatch::Dashboard").length;
  const mappings = ofType(templates, "AWS::Lambda::EventSourceMapping").filter(pollsQueue);
  const pollers = pollersPerQueue(mappings);
  const polls = pollers * POLLS_PER_MONTH;
  const standardQueues = mappings.length - fifoQueues;
  const tables = ofType(templates, "AWS::DynamoDB::GlobalTable").length;
  return [
    {
      service: "CloudWatch alarms",
      dollars: alarmMetrics * PRICES.alarmMetricMonth + composites * PRICES.compositeAlarmMonth,
      because: `${alarms.length} alarms on ${alarmMetrics} metrics, ${composites} composite alarms`,
    },
    {
      service: "CloudWatch dashboards",
      dollars: Math.max(0, dashboards - FREE_DASHBOARDS) * PRICES.dashboardMonth,
      because: `${dashboards} dashboards, the first ${FREE_DASHBOARDS} are free`,
    },
    {
      service: "SQS polls",
      dollars: polls * (standardQueues * PRICES.sqsRequest + fifoQueues * PRICES.sqsFifoRequest),
      because: `${standardQueues} standard and ${fifoQueues} FIFO queues, ${pollers} pollers each, ${figure(polls)} empty receives a month`,
    },
    { service: "DynamoDB", dollars: 0, because: `${tables} tables on demand; what is stored is told with the orders` },
    { service: "Lambda, SNS, EventBridge, S3", dollars: 0, because: "paid by use" },
  ];
}
