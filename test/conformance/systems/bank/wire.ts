import { handle, state } from "../../../../functions/runtime/index.ts";
import { Wire, Wired } from "./contracts.ts";
import { provider } from "./needs.ts";

const wires = state("wires", { key: "accountId", from: [Wired], initial: { wired: 0 } })({
  Wired: ({ wired }) => ({ wired: wired + 1 }),
});

export default handle(
  Wire,
  { state: wires, emits: [Wired], needs: { provider }, effect: "hold", attempt: ({ wired }) => wired },
  async ({ data }, _, { provider }) => new Wired({ ...data, receipt: await provider.wire(data.ref) }),
);
