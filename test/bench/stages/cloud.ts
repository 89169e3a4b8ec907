import type { SQSRecord, StreamRecord } from "aws-lambda";
import { environmentOf, urlOf } from "../../../cli/cost/order/deployment.ts";
import { fakeAws } from "../../../cli/cost/order/fake-aws.ts";
import { type HttpRequest, readRequest } from "../../../cli/cost/order/request.ts";
import { noUsage, type Usage } from "../../../cli/cost/order/usage.ts";
import type { ClientOptions } from "../../../functions/runtime/aws/clients/options.ts";
import { snsClient } from "../../../functions/runtime/aws/clients/sns.ts";
import { sqsClient } from "../../../functions/runtime/aws/clients/sqs.ts";
import { relayEntry } from "../../../functions/runtime/aws/entry/relay.ts";
import { awsPorts } from "../../../functions/runtime/aws/ports.ts";
import { awsRoads } from "../../../functions/runtime/aws/roads.ts";
import type { Api } from "../../../functions/runtime/edge/edge.ts";
import { serveSystem } from "../../../functions/runtime/edge/serve.ts";
import type { Envelope } from "../../../functions/runtime/envelope.ts";
import type { Consumer } from "../../../functions/runtime/manifest.ts";
import { passes } from "../../../functions/runtime/passes.ts";
import { routesOf } from "../../../functions/runtime/routes.ts";
import { entryOf } from "../../../local/runner/systems.ts";
import { loadedSystem } from "../../systems/loaded.ts";

type Item = NonNullable<StreamRecord["NewImage"]>;

/** What one part of the system asked of AWS: `edge`, `relay`, or a consumer by its name. */
export interface Stage {
  readonly calls: Readonly<Record<string, number>>;
  readonly usage: Usage;
  /** How often its Lambda ran. */
  readonly runs: number;
}

const BATCH = 10;
const COMMITS_AT_ONCE = 100;

function record({ state }: Consumer, body: string, id: number): SQSRecord {
  const { data } = JSON.parse(body) as { data: Readonly<Record<string, unknown>> };
  return {
    messageId: `message-${id}`,
    receiptHandle: `handle-${id}`,
    body,
    attributes: {
      ApproximateReceiveCount: "1",
      SentTimestamp: String(Date.now()),
      SenderId: "",
      ApproximateFirstReceiveTimestamp: "",
      MessageGroupId: String(data[state?.key ?? ""] ?? "group"),
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: "",
    awsRegion: "us-east-1",
  };
}

/** A system deployed to this process, its queues emptied ten messages at a time; timers are counted and do not come. */
export function openStages(name: string, api: Api) {
  const loaded = loadedSystem(name);
  const [system] = loaded.manifest.systems;
  if (!system) throw new Error(`there is no ${name}`);
  const stages = new Map<string, { calls: Record<string, number>; usage: Usage; runs: number }>();
  let current = { calls: {} as Record<string, number>, usage: noUsage(), runs: 0 };
  const within = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    current = stages.get(name) ?? { calls: {}, usage: noUsage(), runs: 0 };
    stages.set(name, current);
    current.runs++;
    return work();
  };

  const queues = new Map(system.consumers.map((consumer) => [consumer, [] as string[]]));
  const commits: Item[] = [];
  const put = (hears: (consumer: Consumer) => boolean, body: string) => {
    for (const [consumer, queue] of queues) if (hears(consumer)) queue.push(body);
  };
  const aws = fakeAws(() => current.usage, {
    committed: (item) => commits.push(item),
    sent: (url, messages) => {
      for (const { body, delay } of messages) if (delay === 0) put((consumer) => urlOf(consumer) === url, body);
    },
    published: (messages) => {
      for (const body of messages) put((consumer) => passes(consumer, JSON.parse(body) as Envelope), body);
    },
    announced: () => undefined,
    scheduled: () => undefined,
  });
  const { handle } = aws.requestHandler as unknown as { handle: (request: HttpRequest) => Promise<unknown> };
  const counting = async (request: HttpRequest) => {
    const { operation } = readRequest(request);
    current.calls[operation] = (current.calls[operation] ?? 0) + 1;
    return handle(request);
  };
  const clients = {
    ...aws,
    requestHandler: { handle: counting } as unknown as NonNullable<ClientOptions["requestHandler"]>,
  };

  const deployed = environmentOf(system, {});
  const { trace: _, ...tables } = deployed.tables;
  const environment = { ...deployed, tables };
  const write = (line: object) => {
    current.usage.logBytes += Buffer.byteLength(JSON.stringify(line));
  };
  const given = { environment, options: clients, log: write };
  const routes = routesOf({ systems: [system] });
  const relay = relayEntry({ routes, system: system.name }, given);
  const handlers = new Map(system.consumers.map((consumer) => [consumer, entryOf(loaded, consumer, given)]));
  const roads = awsRoads(environment, routes, { sns: snsClient(clients), sqs: sqsClient(clients) });
  const app = serveSystem({
    system: system.name,
    api,
    routes,
    local: true,
    ports: { ...awsPorts(environment, { ...clients, log: write }), roads },
  });

  const relayAll = () =>
    within("relay", async () => {
      const taken = commits.splice(0, COMMITS_AT_ONCE);
      current.usage.commits += taken.length;
      await relay({
        Records: taken.map((NewImage) => ({ eventName: "INSERT", dynamodb: { NewImage, SequenceNumber: "1" } })),
      });
    });
  const handleSome = (consumer: Consumer, queue: string[]) =>
    within(consumer.name, async () => {
      const taken = queue.splice(0, BATCH);
      current.usage[consumer.fifo ? "fifoMessages" : "standardMessages"] += taken.length;
      const answer = await handlers.get(consumer)?.({
        Records: taken.map((body, id) => record(consumer, body, id)),
      });
      if ((answer?.batchItemFailures.length ?? 0) > 0) throw new Error(`${consumer.name} failed a message`);
    });

  return {
    request: (path: string, body: object, headers: Record<string, string> = {}) =>
      within("edge", async () => {
        current.usage.http++;
        const init = {
          method: "POST",
          body: JSON.stringify(body),
          headers: { "content-type": "application/json", ...headers },
        };
        const response = await app.request(path, init);
        if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
        return (await response.json()) as Record<string, unknown>;
      }),
    async settle() {
      for (let busy = true; busy; ) {
        busy = commits.length > 0;
        if (busy) await relayAll();
        for (const [consumer, queue] of queues)
          if (queue.length > 0) {
            busy = true;
            await handleSome(consumer, queue);
          }
      }
    },
    /** What was counted since the last call, stage by stage. */
    take(): ReadonlyMap<string, Stage> {
      const taken = new Map(stages);
      stages.clear();
      return taken;
    },
  };
}

export interface StageRow {
  readonly stage: string;
  readonly calls: number;
  readonly writeUnits: number;
  readonly readUnits: number;
}

/** What each stage asked of AWS, for each of so many pieces of work. */
export const rowsOf = (stages: ReadonlyMap<string, Stage>, pieces = 1): StageRow[] =>
  [...stages].map(([stage, { calls, usage }]) => {
    const each = (count: number) => Number((count / pieces).toPrecision(3));
    const all = Object.values(calls).reduce((sum, count) => sum + count, 0);
    return { stage, calls: each(all), writeUnits: each(usage.writeUnits), readUnits: each(usage.readUnits) };
  });
