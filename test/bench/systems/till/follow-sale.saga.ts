import { saga } from "../../../../functions/runtime/index.ts";
import { ItemSold, PrintReceipt } from "./contracts.ts";

export default saga("follow-sale", {
  key: "saleId",
  startedBy: [ItemSold],
  waits: {},
  sends: [PrintReceipt],
  initial: { printed: false },
})({
  on: { ItemSold: (_, data) => ({ state: { printed: true }, send: new PrintReceipt(data) }) },
  timeout: {},
});
