import tradingApi from "../../../functions/trading/api/index.ts";
import { openStages, rowsOf, type StageRow } from "../stages/cloud.ts";
import { orderOf } from "./flow.ts";

const ORDERS = 10;
const ROUNDS = 20;
const HALF_A_DAY = 12 * 3_600_000;

const terms = {
  instrumentId: "ACME",
  currency: "EUR",
  decimals: 2,
  referencePrice: 10_000,
  limits: { maxQuantity: 1_000, maxNotional: 100_000_000, maxPosition: 10_000_000, fatFingerBps: 2_000 },
};

/** What an order asks of AWS at each stage of its path, over two hundred of them that come ten at a time. */
export async function pathOfAnOrder(): Promise<StageRow[]> {
  const cloud = openStages("trading", tradingApi);
  const closesAt = new Date(Date.now() + HALF_A_DAY).toISOString().slice(11, 16);
  await cloud.request("/instruments", { ...terms, closesAt });
  for (const traderId of ["ann", "bob", "cid", "dan"])
    await cloud.request("/traders", { traderId, currency: "EUR", cash: 100_000_000 });
  await cloud.settle();
  let number = 0;
  const round = async () => {
    for (let i = 0; i < ORDERS; i++) {
      const { data } = orderOf("ACME", number++);
      const { instrumentId, ...order } = data as { instrumentId: string };
      await cloud.request(`/instruments/${instrumentId}/orders`, order);
    }
    await cloud.settle();
  };
  await round();
  cloud.take();
  for (let i = 0; i < ROUNDS; i++) await round();
  return rowsOf(cloud.take(), ORDERS * ROUNDS);
}
