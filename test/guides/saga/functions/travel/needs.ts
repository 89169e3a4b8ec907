import { need } from "../../../../../functions/runtime/index.ts";
import config from "./config.ts";

export interface Hotels {
  /** A night beside the airport, in euros. */
  price(flight: string): Promise<number>;
}

export const hotels = need(
  config,
  ({ hotelsUrl }): Hotels => ({
    price: async (flight) => Number(await (await fetch(`${hotelsUrl}/${encodeURIComponent(flight)}`)).text()),
  }),
);
