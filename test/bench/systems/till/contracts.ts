import * as z from "zod";
import { command, event } from "../../../../functions/runtime/index.ts";

/** The same few fields for every recipe, so that all commits are alike and below 1 KB. */
export const sale = {
  saleId: z.string(),
  sku: z.string(),
  quantity: z.number().int().positive(),
  price: z.object({ amount: z.number().int(), currency: z.string().length(3) }),
  customer: z.string(),
};

export class RecordSale extends command("RecordSale", sale) {}
export class ShowSale extends command("ShowSale", sale) {}
export class PrintReceipt extends command("PrintReceipt", sale) {}
export class SellItem extends command("SellItem", sale) {}
export class PayOut extends command("PayOut", sale) {}

export class ItemSold extends event("ItemSold", sale) {}
export class PaidOut extends event("PaidOut", sale) {}
