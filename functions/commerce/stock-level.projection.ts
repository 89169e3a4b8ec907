import { projection } from "../runtime/index.ts";
import type { Money } from "./contracts.ts";
import { stock } from "./domain/stock.ts";

export interface StockLevel {
  readonly sku: string;
  readonly onHand: number;
  readonly reserved: number;
  /** What can still be reserved. */
  readonly available: number;
  /** Absent until the stock is first adjusted: such a sku cannot be ordered. */
  readonly price?: Money;
}

const initial: StockLevel = { sku: "", onHand: 0, reserved: 0, available: 0 };

const moved = (row: StockLevel, change: { sku: string; onHand?: number; reserved?: number }): StockLevel => {
  const { onHand = row.onHand, reserved = row.reserved, sku } = change;
  return { ...row, sku, onHand, reserved, available: onHand - reserved };
};

export default projection("stock-level", { of: stock, initial })({
  StockAdjusted: (row, { sku, quantity, price }) => ({ ...moved(row, { sku, onHand: quantity }), price }),
  StockReserved: (row, { sku, quantity }) => moved(row, { sku, reserved: row.reserved + quantity }),
  StockReleased: (row, { sku, quantity }) => moved(row, { sku, reserved: row.reserved - quantity }),
  StockTaken: (row, { sku, quantity }) =>
    moved(row, { sku, onHand: row.onHand - quantity, reserved: row.reserved - quantity }),
  StockWithdrawn: (row, { sku, quantity }) => moved(row, { sku, onHand: row.onHand - quantity }),
  StockRefused: (row, { sku }) => moved(row, { sku }),
  ReservationVoided: (row, { sku }) => moved(row, { sku }),
});
