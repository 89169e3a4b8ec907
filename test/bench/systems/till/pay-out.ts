import { handle, state } from "../../../../functions/runtime/index.ts";
import { PaidOut, PayOut } from "./contracts.ts";
import { outside } from "./needs.ts";

const purse = state("purse", { key: "sku", from: [PaidOut], initial: { paid: 0 } })({
  PaidOut: ({ paid }) => ({ paid: paid + 1 }),
});

export default handle(
  PayOut,
  { state: purse, emits: [PaidOut], needs: { outside }, effect: "hold", attempt: ({ paid }) => paid },
  async ({ data, key }, _, { outside }) => {
    await outside.ask(key());
    return new PaidOut(data);
  },
);
