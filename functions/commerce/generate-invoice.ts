import { handle } from "../runtime/index.ts";
import { GenerateInvoice, InvoiceGenerated } from "./contracts.ts";
import { invoice, invoiceIdOf } from "./domain/invoice.ts";

/** One invoice for each order: asked again, the first stands. */
export default handle(GenerateInvoice, { state: invoice, emits: [InvoiceGenerated] }, ({ data }, { invoiceId }) =>
  invoiceId === undefined ? new InvoiceGenerated({ invoiceId: invoiceIdOf(data.orderId), ...data }) : [],
);
