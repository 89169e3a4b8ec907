import { handle } from "../../../../functions/runtime/index.ts";
import { PrintReceipt, ShowSale } from "./contracts.ts";
import { outside } from "./needs.ts";

export default handle(
  PrintReceipt,
  { needs: { outside }, sends: [ShowSale] },
  async ({ data, key }, _, { outside }) => {
    await outside.ask(key());
    return new ShowSale(data);
  },
);
