import { PRICES } from "../../../cli/cost/prices.ts";
import { type Cost, countRecipe } from "../counts/count.ts";
import { RECIPES, type RecipeName } from "../counts/recipes.ts";

/** US dollars per million messages in batches of ten. */
export interface CostRow {
  readonly recipe: RecipeName;
  readonly title: string;
  readonly dynamodb: number;
  /** With the queue: a send, a receive and a delete per ten messages. */
  readonly withQueue: number;
}

const MILLION = 1_000_000;
/** Requests per message, batched by ten. */
const QUEUE_REQUESTS = 3 / 10;
const ON_FIFO: readonly RecipeName[] = ["warm", "cold", "folded", "hold", "powertoolsFifo"];

const cents = (dollars: number): number => Math.round(dollars * 100) / 100;

const dynamodbCost = ({ writeUnits, readUnits }: Cost): number =>
  MILLION * (writeUnits * PRICES.dynamodbWriteUnit + readUnits * PRICES.dynamodbReadUnit);

/** What handling costs beside the Lambda, computed from counted calls. */
export async function cost(): Promise<CostRow[]> {
  const names = Object.keys(RECIPES) as RecipeName[];
  return Promise.all(
    names.map(async (recipe) => {
      const { first } = await countRecipe(recipe, 10);
      const request = ON_FIFO.includes(recipe) ? PRICES.sqsFifoRequest : PRICES.sqsRequest;
      const dynamodb = dynamodbCost(first);
      const withQueue = dynamodb + MILLION * QUEUE_REQUESTS * request;
      return { recipe, title: RECIPES[recipe].title, dynamodb: cents(dynamodb), withQueue: cents(withQueue) };
    }),
  );
}
