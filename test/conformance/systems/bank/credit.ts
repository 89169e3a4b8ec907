import { handle } from "../../../../functions/runtime/index.ts";
import { account } from "./account.ts";
import { Credit, Credited } from "./contracts.ts";

export default handle(Credit, { state: account, emits: [Credited] }, ({ data }, { transfers }) =>
  transfers.includes(`credit ${data.transferId}`) ? [] : new Credited(data),
);
