import { on, state } from "../../../../functions/runtime/index.ts";
import { Deposited, FeeCharged } from "./contracts.ts";
import { provider } from "./needs.ts";

const fees = state("fees", { key: "accountId", from: [FeeCharged], initial: { charged: 0 } })({
  FeeCharged: ({ charged }) => ({ charged: charged + 1 }),
});

export default on(
  Deposited,
  { state: fees, emits: [FeeCharged], needs: { provider }, attempt: () => 0 },
  async ({ data: { accountId, ref }, key }, _, { provider }) =>
    new FeeCharged({ accountId, ref, charge: await provider.charge(key(`fee ${ref}`), ref) }),
);
