import { need } from "../../../../../functions/runtime/index.ts";
import config from "./config.ts";

/** What one unit of a currency is worth in euros. */
export const exchange = need(config, ({ exchangeUrl }) => async (currency: string): Promise<number> => {
  const response = await fetch(`${exchangeUrl}/${currency}`);
  return Number(await response.text());
});
