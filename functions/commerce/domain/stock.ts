import { state } from "../../runtime/index.ts";
import {
  type Money,
  ReservationVoided,
  StockAdjusted,
  StockRefused,
  StockReleased,
  StockReserved,
  StockTaken,
  StockWithdrawn,
} from "../contracts.ts";

type End = "refused" | "released" | "voided" | "taken";

export interface Stock {
  readonly onHand: number;
  /** Unknown until the stock is first adjusted. */
  readonly price: Money | null;
  /** Pieces by order: one reservation for each. */
  readonly reserved: Readonly<Record<string, number>>;
  /** The last orders whose reservation has ended, oldest first. */
  readonly ended: readonly (readonly [orderId: string, end: End])[];
}

/** Beyond it an order is forgotten; should its reservation still come, the fulfilment, which forgets nothing, releases it. */
const MOST_ENDED = 500;

const initial: Stock = { onHand: 0, price: null, reserved: {}, ended: [] };

const without = (reserved: Stock["reserved"], orderId: string): Stock["reserved"] => {
  const { [orderId]: _, ...others } = reserved;
  return others;
};

const end = (current: Stock, orderId: string, as: End): Stock => ({
  ...current,
  reserved: without(current.reserved, orderId),
  ended: [...current.ended.slice(1 - MOST_ENDED), [orderId, as]],
});

export const stock = state("stock", {
  key: "sku",
  from: [StockAdjusted, StockReserved, StockRefused, StockReleased, StockTaken, StockWithdrawn, ReservationVoided],
  initial,
})({
  StockAdjusted: (current, { quantity, price }) => ({ ...current, onHand: quantity, price }),
  StockReserved: (current, { orderId, quantity }) => ({
    ...current,
    reserved: { ...current.reserved, [orderId]: quantity },
  }),
  StockRefused: (current, { orderId }) => end(current, orderId, "refused"),
  StockReleased: (current, { orderId }) => end(current, orderId, "released"),
  StockTaken: (current, { orderId, quantity }) => ({
    ...end(current, orderId, "taken"),
    onHand: current.onHand - quantity,
  }),
  StockWithdrawn: (current, { quantity }) => ({ ...current, onHand: current.onHand - quantity }),
  ReservationVoided: (current, { orderId }) => end(current, orderId, "voided"),
});

export const reservedIn = ({ reserved }: Stock): number =>
  Object.values(reserved).reduce((sum, quantity) => sum + quantity, 0);

export const availableIn = (current: Stock): number => current.onHand - reservedIn(current);

/** Pieces that the order holds now. */
export const reservationOf = ({ reserved }: Stock, orderId: string): number | undefined =>
  Object.hasOwn(reserved, orderId) ? reserved[orderId] : undefined;

/** How the order's reservation ended, if it did and is not yet forgotten. */
export const endOf = ({ ended }: Stock, orderId: string): End | undefined =>
  ended.findLast(([id]) => id === orderId)?.[1];
