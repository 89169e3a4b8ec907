import type { Envelope } from "../../../functions/runtime/envelope.ts";
import { envelopeOf, soldOf } from "../measured/messages.ts";

/** One way of handling a message, and messages for it. */
export interface Recipe {
  readonly title: string;
  /** A consumer of the bench's system, or the rival. */
  readonly by: string;
  /** Each stream has been met by this process within the last second. */
  readonly warm: boolean;
  /** The `i`th message, which is the `turn`th of its stream. */
  readonly message: (i: number, turn: number) => Envelope;
}

const command = (type: string) => (i: number, turn: number) => envelopeOf(type, `${type}-${i}-${turn}`, `sku-${i}`);
const ofOneStream = (type: string) => (i: number, turn: number) => envelopeOf(type, `${type}-${i}-${turn}`, "sku-0");
const sold = (i: number, turn: number) => soldOf(`sku-${i}`, turn + 1);

/** What the table shows, in its order. */
export const RECIPES = {
  stateless: { title: "stateless", by: "till/record-sale", warm: false, message: command("RecordSale") },
  again: { title: "outside effect, `again`", by: "till/print-receipt", warm: false, message: command("PrintReceipt") },
  warm: { title: "with state, warm", by: "till/shelf", warm: true, message: command("SellItem") },
  cold: { title: "with state, cold", by: "till/shelf", warm: false, message: command("SellItem") },
  folded: { title: "with state, warm, one stream", by: "till/shelf", warm: true, message: ofOneStream("SellItem") },
  hold: { title: "outside effect, `hold`, warm", by: "till/pay-out", warm: true, message: command("PayOut") },
  saga: { title: "saga step, cold", by: "till/follow-sale", warm: false, message: sold },
  projection: { title: "projection of one stream", by: "till/sales", warm: false, message: sold },
  totals: { title: "projection across streams, one total", by: "till/revenue", warm: false, message: sold },
  atMostOnce: { title: "at-most-once", by: "till/count-on-item-sold", warm: false, message: sold },
  powertools: { title: "Powertools, one put", by: "powertools", warm: false, message: command("RecordSale") },
  powertoolsFifo: {
    title: "Powertools FIFO, one put",
    by: "powertools-fifo",
    warm: false,
    message: command("RecordSale"),
  },
} as const satisfies Record<string, Recipe>;

export type RecipeName = keyof typeof RECIPES;
