import { PRICES } from "../../../cli/cost/prices.ts";
import { rowsOf, type Stage, type StageRow } from "../stages/cloud.ts";
import { countReadings } from "./count.ts";

/** What a month costs, by service: US dollars. */
export interface Dollars {
  readonly devices: number;
  readonly batch: number;
  readonly everyMinutes: number;
  readonly byService: Readonly<Record<string, number>>;
  readonly total: number;
}

const MINUTE = 60_000;
const MINUTES_A_MONTH = 30 * 24 * 60;
const COUNTED = 10;
/** What cannot be counted: how long a Lambda runs for a batch, and its memory. */
const RUN_SECONDS = 0.03;
const MEMORY_GB = 0.5;
/** A receive and a delete for each batch. */
const REQUESTS_PER_RUN = 2;

/** Dollars of what was counted, by service. */
function priced(stages: ReadonlyMap<string, Stage>): Record<string, number> {
  const all = [...stages.values()];
  const sum = (of: (stage: Stage) => number) => all.reduce((total, stage) => total + of(stage), 0);
  const queues = sum(({ usage, runs }) => (usage.fifoMessages + usage.standardMessages > 0 ? runs : 0));
  return {
    "HTTP API": sum(({ usage }) => usage.http) * PRICES.httpApiRequest,
    Lambda: sum(({ runs }) => runs) * (PRICES.lambdaRequest + RUN_SECONDS * MEMORY_GB * PRICES.lambdaGbSecond),
    SQS:
      (sum(({ usage }) => usage.fifoSends + usage.standardSends) + REQUESTS_PER_RUN * queues) * PRICES.sqsFifoRequest,
    SNS: sum(({ usage }) => usage.publishes) * PRICES.snsRequest,
    EventBridge: sum(({ usage }) => usage.publicEvents) * PRICES.eventBridgeEvent,
    DynamoDB: sum(
      ({ usage }) => usage.writeUnits * PRICES.dynamodbWriteUnit + usage.readUnits * PRICES.dynamodbReadUnit,
    ),
    "CloudWatch Logs": (sum(({ usage }) => usage.logBytes) / 1e9) * PRICES.logGb,
  };
}

/** What a million devices cost a month that report ten readings a minute, from counted calls: at once, or collected for some minutes. */
export async function dollarsAMonth(everyMinutes: number): Promise<Dollars> {
  const batch = 10 * everyMinutes;
  const over = everyMinutes * MINUTE;
  const stages = await countReadings({ devices: COUNTED, batch, over, before: Math.floor(30 / everyMinutes) });
  const times = (1_000_000 / COUNTED) * (MINUTES_A_MONTH / everyMinutes);
  const byService = Object.fromEntries(
    Object.entries(priced(stages)).map(([service, dollars]) => [service, Math.round(dollars * times)]),
  );
  const total = Object.values(byService).reduce((sum, dollars) => sum + dollars, 0);
  return { devices: 1_000_000, batch, everyMinutes, byService, total };
}

/** A thousand readings: ten devices, a batch of a hundred each, over one hour. */
export async function aThousandReadings(): Promise<StageRow[]> {
  const stages = await countReadings({ devices: 10, batch: 100, over: 60 * MINUTE });
  return rowsOf(stages);
}
