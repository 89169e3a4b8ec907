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

/** Pages of a megabyte: some 30,000 messages. */
const MOST_PAGES = 10;

function triedOf(item: Item): Tried {
  const [, consumer = "", id = ""] = /^([^/]+\/[^/]+)\/(.*)$/s.exec(textOf(item, "id")) ?? [];
  return { consumer, id, attempt: JSON.parse(textOf(item, "attempt")) };
}

/** What has failed or waited in the last 30 days, later handled or not; `cut` when there is more than a look should cost. */
export async function listAttempts(
  client: DynamoDBClient,
  table: string,
  now: number,
): Promise<{ readonly tried: Tried[]; readonly cut: boolean }> {
  const tried: Tried[] = [];
  let pages = 0;
  for await (const { Items = [], LastEvaluatedKey } of paginateScan({ client }, { TableName: table })) {
    tried.push(...Items.filter((item) => numberOf(item, "expires") > epochSeconds(now)).map(triedOf));
    if (++pages === MOST_PAGES && LastEvaluatedKey) return { tried, cut: true };
  }
  return { tried, cut: false };
}
