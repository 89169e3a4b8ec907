import { state } from "../../runtime/index.ts";
import { InvoiceGenerated } from "../contracts.ts";

interface Invoice {
  /** Absent until it is generated. */
  readonly invoiceId?: string;
}

const initial: Invoice = {};

export const invoice = state("invoice", { key: "orderId", from: [InvoiceGenerated], initial })({
  InvoiceGenerated: (_, { invoiceId }) => ({ invoiceId }),
});

/** An order has one invoice, so its id follows from the order's. */
export const invoiceIdOf = (orderId: string): string => `invoice-${orderId}`;
