import { type DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import type { Attempt } from "../../ports.ts";
import { epochSeconds, type Item, numberOf, textOf } from "../item.ts";

/** What is known of one message at one consumer. */
export interface Tried {
  readonly consumer: string;
  /** The envelope's id, or its hash where it is too long for a key. */
  readonly id: string;
  readonly attempt: Attempt;
}

/** A consumer that takes nothing, and the letters it waits for. */
export interface Halted {
  readonly consumer: string;
  readonly letters: readonly string[];
}

interface Listed {
  readonly tried: Tried[];
  readonly halted: Halted[];
  /** There is more than a look should cost. */
  readonly cut: boolean;
}

/** Pages of a megabyte: some 30,000 messages. */
const MOST_PAGES = 10;

function placeOf(item: Item) {
  const [, consumer = "", id = ""] = /^([^/]+\/[^/]+)\/(.*)$/s.exec(textOf(item, "id")) ?? [];
  return { consumer, id };
}

const triedOf = (item: Item): Tried => ({ ...placeOf(item), attempt: JSON.parse(textOf(item, "attempt")) });

const haltedOf = (item: Item): Halted[] =>
  item["letters"]?.SS ? [{ consumer: placeOf(item).consumer, letters: item["letters"].SS }] : [];

/** What has failed or waited in the last 30 days, later handled or not, and who is halted. */
export async function listAttempts(client: DynamoDBClient, table: string, now: number): Promise<Listed> {
  const [tried, halted]: [Tried[], Halted[]] = [[], []];
  let pages = 0;
  for await (const { Items = [], LastEvaluatedKey } of paginateScan({ client }, { TableName: table })) {
    const alive = Items.filter((item) => numberOf(item, "expires") > epochSeconds(now));
    tried.push(...alive.filter((item) => item["attempt"]).map(triedOf));
    halted.push(...alive.flatMap(haltedOf));
    if (++pages === MOST_PAGES && LastEvaluatedKey) return { tried, halted, cut: true };
  }
  return { tried, halted, cut: false };
}
