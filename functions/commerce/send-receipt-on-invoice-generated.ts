import { on } from "../runtime/index.ts";
import { InvoiceGenerated, SendEmail } from "./contracts.ts";
import { order } from "./domain/order.ts";
import { receipt } from "./domain/receipt.ts";

/** Reads the address from the order's own stream, so that the invoice does not carry it. */
export default on(
  InvoiceGenerated,
  { state: order, sends: [SendEmail] },
  ({ data }, { email }) => new SendEmail({ to: email, ...receipt(data) }),
);
