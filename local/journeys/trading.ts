import { randomUUID } from "node:crypto";
import { call, field, jsonBody } from "./call.ts";
import type { Begin, FirstJourney, FirstSteps } from "./journey.ts";
import { load, realData } from "./real-data.ts";

const STOCK = "AAPL";
/** In cents, as the last of the real prices. */
const PRICE = 22_302;
const QUANTITY = 10;
/** Where there is no file to load. */
const LISTING = {
  instrumentId: STOCK,
  currency: "USD",
  decimals: 2,
  referencePrice: PRICE,
  limits: { maxQuantity: 900_000, maxNotional: 4e15, maxPosition: 4e15, fatFingerBps: 2_500 },
  settlementDays: 0,
  closesAt: "21:00",
};

/** Prices of five stocks over ten years, listed so that a trade settles at once. */
async function openMarket(options: Begin): Promise<string> {
  const file = realData(options.root, "stocks.csv");
  if (file) {
    await load(options, "market-data", file, "--instrument-column", "symbol", "--settlement-days", "0");
    return "real prices of five stocks loaded";
  }
  const { token } = await call(options.url, ["POST", "/instruments"], LISTING);
  await call(options.url, ["GET", `/instruments/${STOCK}/book?after=${token}`]);
  return `${STOCK} listed`;
}

/** Two traders meet: what one sells, the other buys, and the trade is settled. */
async function begin(options: Begin): Promise<FirstSteps> {
  const { url } = options;
  const opened = await openMarket(options);
  const run = randomUUID().slice(0, 8);
  const [seller, buyer] = [`bea-${run}`, `abe-${run}`];
  const register = async (traderId: string, more: object) => {
    const registered = await call(url, ["POST", "/traders"], { traderId, currency: "USD", ...more });
    await call(url, ["GET", `/traders/${traderId}/positions?after=${registered.token}`]);
    return registered;
  };
  const registered = await register(seller, { cash: 0, holdings: [{ instrumentId: STOCK, quantity: QUANTITY }] });
  await register(buyer, { cash: PRICE * QUANTITY, holdings: [] });
  const place = async (traderId: string, side: "buy" | "sell") => {
    const order = { orderId: `${side}-${run}`, traderId, side, quantity: QUANTITY, price: PRICE };
    const placed = await call(url, ["POST", `/instruments/${STOCK}/orders`], order);
    await call(url, ["GET", `/instruments/${STOCK}/book?after=${placed.token}`]);
    return placed;
  };
  const sale = await place(seller, "sell");
  const purchase = await place(buyer, "buy");
  const again = { orderId: "by-hand", traderId: buyer, side: "buy", quantity: 1, price: PRICE };
  return {
    told: `${opened}, ${QUANTITY} ${STOCK} sold`,
    requests: [
      { title: "Trader", correlationId: registered.correlationId },
      { title: "Sell order", correlationId: sale.correlationId },
      { title: "Buy order", correlationId: purchase.correlationId },
    ],
    ends: ["ConfirmSettlement"],
    curl: [
      `curl -s ${url}/traders/${buyer}/positions`,
      `curl -s ${url}/traders/${seller}/confirmations`,
      `curl -s '${url}/instruments/${STOCK}/bars?interval=1d&from=2009-01-01&to=2011-01-01'`,
      `after=$(curl -s ${url}/instruments/${STOCK}/orders ${jsonBody(again)} | ${field("token")})`,
      `curl -s "${url}/instruments/${STOCK}/book?after=$after"`,
    ],
  };
}

export const trading: FirstJourney = { name: "trade", loads: true, begin };
