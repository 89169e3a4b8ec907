import { on } from "../../../../../functions/runtime/index.ts";
import { OrderPlaced } from "../sales/contracts.ts";
import { SaleEntered } from "./contracts.ts";
import { sale } from "./domain/sale.ts";

export default on(OrderPlaced, { state: sale, emits: [SaleEntered] }, ({ data: { orderId } }, { entered }) =>
  entered ? [] : new SaleEntered({ orderId }),
);
