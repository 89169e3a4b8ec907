import { handle, state } from "../../../../functions/runtime/index.ts";
import { RequestTransfer, TransferRequested } from "./contracts.ts";

const transfer = state("transfer", { key: "transferId", from: [TransferRequested], initial: { requested: false } })({
  TransferRequested: () => ({ requested: true }),
});

export default handle(RequestTransfer, { state: transfer, emits: [TransferRequested] }, ({ data }, { requested }) =>
  requested ? [] : new TransferRequested(data),
);
