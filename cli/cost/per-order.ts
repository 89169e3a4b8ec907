import { figure, type Line } from "./lines.ts";
import type { Usage } from "./order/usage.ts";
import { PRICES } from "./prices.ts";

/** What cannot be counted without a real load. */
export interface Assumed {
  /** Messages of a queue, commits of a stream, entries of a send, taken together. */
  readonly batch: number;
  /** Milliseconds that a Lambda runs for a batch. */
  readonly runMs: number;
  readonly memoryGb: number;
  /** Share of the journeys that are traced. */
  readonly traced: number;
}

/** A quiet system handles each message alone; a busy one in tens, which takes somewhat longer a run. */
export const ASSUMED = {
  alone: { batch: 1, runMs: 15, memoryGb: 0.5, traced: 1 / 20 },
  inTens: { batch: 10, runMs: 30, memoryGb: 0.5, traced: 1 / 20 },
} as const satisfies Record<string, Assumed>;

const GB = 1e9;
/** A receive and a delete for each batch. */
const REQUESTS_PER_BATCH = 2;

/** What so many orders cost, by service, from what one order was counted to ask for. */
export function costOfOrders(usage: Usage, orders: number, assumed: Assumed): Line[] {
  const { batch, runMs, memoryGb, traced } = assumed;
  const { http, standardMessages, fifoMessages, standardSends, fifoSends, commits, publishes, logBytes } = usage;
  const runs = http + (standardMessages + fifoMessages + commits) / batch;
  const standard = (standardSends + REQUESTS_PER_BATCH * standardMessages) / batch;
  const fifo = (fifoSends + REQUESTS_PER_BATCH * fifoMessages) / batch;
  const writes = usage.writeUnits + traced * usage.traceWriteUnits;
  const line = (service: string, dollarsPerOrder: number, because: string): Line => ({
    service,
    dollars: dollarsPerOrder * orders,
    because,
  });
  return [
    line("HTTP API", http * PRICES.httpApiRequest, `${http} requests`),
    line(
      "Lambda",
      runs * (PRICES.lambdaRequest + (runMs / 1_000) * memoryGb * PRICES.lambdaGbSecond),
      `${figure(runs)} runs of ${runMs} ms at ${memoryGb * 1_024} MB`,
    ),
    line(
      "SQS",
      standard * PRICES.sqsRequest + fifo * PRICES.sqsFifoRequest,
      `${figure(standard)} requests of standard queues, ${figure(fifo)} of FIFO queues: send, receive, delete`,
    ),
    line(
      "SNS",
      (publishes / batch) * PRICES.snsRequest,
      `${figure(publishes / batch)} publishes; deliveries to SQS are free`,
    ),
    line("EventBridge", usage.publicEvents * PRICES.eventBridgeEvent, `${usage.publicEvents} public events`),
    line(
      "Scheduler",
      usage.schedules * PRICES.schedulerInvocation,
      `${usage.schedules} timers of more than 15 minutes`,
    ),
    line(
      "DynamoDB",
      writes * PRICES.dynamodbWriteUnit + usage.readUnits * PRICES.dynamodbReadUnit,
      `${figure(writes)} write units, ${figure(usage.readUnits)} read units; streams are free`,
    ),
    line("SES", usage.emails * PRICES.email, `${usage.emails} emails`),
    line("CloudWatch Logs", (logBytes / GB) * PRICES.logGb, `${figure(Math.round(logBytes))} bytes`),
  ];
}

/** What the facts of so many orders cost each month from then on, since they are kept. */
export const costOfKeeping = ({ storedBytes }: Usage, orders: number): Line => ({
  service: "DynamoDB storage",
  dollars: ((storedBytes * orders) / GB) * (PRICES.dynamodbGbMonth + PRICES.dynamodbBackupGbMonth),
  because: `${figure((storedBytes * orders) / GB)} GB of facts, with their backups`,
});
