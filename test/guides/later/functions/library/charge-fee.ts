import { handle } from "../../../../../functions/runtime/index.ts";
import { ChargeFee, FeeCharged } from "./contracts.ts";
import { account } from "./domain/account.ts";

export default handle(ChargeFee, { state: account, emits: [FeeCharged] }, ({ data }) => new FeeCharged(data));
