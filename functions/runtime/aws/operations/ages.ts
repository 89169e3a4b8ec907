import { type CloudWatchClient, GetMetricDataCommand, type MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { queueName } from "./queue-counts.ts";

/** Seconds the oldest message of a queue has waited, by its URL, and of a relay, by its Lambda's name; absent where nothing is known. */
export interface Ages {
  readonly queues: ReadonlyMap<string, number>;
  readonly relays: ReadonlyMap<string, number>;
}

export type ReadAges = (queues: readonly string[], relays: readonly string[]) => Promise<Ages>;

/** Metrics come minutes late. */
const LOOK_BACK = 15 * 60_000;
const PERIOD = 60;
/** What one call takes. */
const MOST_QUERIES = 500;

const query = (Id: string, Namespace: string, MetricName: string, Name: string, Value: string): MetricDataQuery => ({
  Id,
  MetricStat: { Metric: { Namespace, MetricName, Dimensions: [{ Name, Value }] }, Period: PERIOD, Stat: "Maximum" },
});

const queryQueue = (url: string, i: number) =>
  query(`q${i}`, "AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", queueName(url));

const queryRelay = (name: string, i: number) => query(`r${i}`, "AWS/Lambda", "IteratorAge", "FunctionName", name);

/** Ages as CloudWatch measured them last, within a quarter of an hour; SQS stops measuring a queue that has long been idle. */
export function cloudwatchAges(client: CloudWatchClient, now: () => number = Date.now): ReadAges {
  const latest = async (queries: MetricDataQuery[]): Promise<[string, number][]> => {
    const [StartTime, EndTime] = [new Date(now() - LOOK_BACK), new Date(now())];
    const command = new GetMetricDataCommand({
      MetricDataQueries: queries,
      StartTime,
      EndTime,
      ScanBy: "TimestampDescending",
    });
    const { MetricDataResults = [] } = await client.send(command);
    return MetricDataResults.flatMap(({ Id = "", Values: [newest] = [] }): [string, number][] =>
      newest === undefined ? [] : [[Id, newest]],
    );
  };
  return async (queues, relays) => {
    const queries = [...queues.map(queryQueue), ...relays.map(queryRelay)];
    const calls = Array.from({ length: Math.ceil(queries.length / MOST_QUERIES) }, (_, i) =>
      latest(queries.slice(i * MOST_QUERIES, (i + 1) * MOST_QUERIES)),
    );
    const found = new Map((await Promise.all(calls)).flat());
    const pick = (names: readonly string[], kind: "q" | "r", unit: number) =>
      new Map(
        names.flatMap((name, i): [string, number][] => {
          const value = found.get(`${kind}${i}`);
          return value === undefined ? [] : [[name, value / unit]];
        }),
      );
    return { queues: pick(queues, "q", 1), relays: pick(relays, "r", 1_000) };
  };
}
