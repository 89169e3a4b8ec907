import { handle, state } from "../../../../../functions/runtime/index.ts";
import { PriceChanged, SetPrice } from "./contracts.ts";

const stock = state("stock", { key: "stock", from: [PriceChanged], initial: { price: 0 } })({
  PriceChanged: (_, { price }) => ({ price }),
});

export default handle(
  SetPrice,
  { state: stock, emits: [PriceChanged] },
  ({ data }, { price }) => new PriceChanged({ ...data, price: price + 1 }),
);
