import {
  CancelOrder,
  CheckFraud,
  type Money,
  type OrderSubmitted,
  ProcessPayment,
  RefundPayment,
  ReleaseStock,
  ReserveStock,
} from "../contracts.ts";

export interface Fulfilment {
  /**
   * reserving: stock and fraud check are under way, paying: the card, paid: the order is not marked yet, shipping: the last word
   * is the order's; cancelling: the order has been asked, compensating: it is cancelled, stock and money are on their way back.
   */
  readonly status:
    | "none"
    | "reserving"
    | "paying"
    | "paid"
    | "shipping"
    | "shipped"
    | "cancelling"
    | "compensating"
    | "cancelled";
  readonly items: readonly { readonly sku: string; readonly quantity: number }[];
  /** What payment and fraud check are told; absent before submission. */
  readonly bill: { readonly total: Money; readonly card: string; readonly country: string } | null;
  /** Answers by sku. */
  readonly stock: Readonly<Record<string, "reserved" | "refused" | "returned">>;
  readonly cleared: boolean;
  readonly money: "none" | "asked" | "taken" | "declined" | "returned";
  /** How often the present step was asked for again. */
  readonly chases: number;
  /** Why it is being cancelled. */
  readonly reason: string;
}

export const unborn: Fulfilment = {
  status: "none",
  items: [],
  bill: null,
  stock: {},
  cleared: false,
  money: "none",
  chases: 0,
  reason: "",
};

/** The next step, asked for the first time. */
export const enter = (current: Fulfilment, status: Fulfilment["status"]): Fulfilment => ({
  ...current,
  status,
  chases: 0,
});

export const chased = (current: Fulfilment): Fulfilment => ({ ...current, chases: current.chases + 1 });

export const answered = (current: Fulfilment, sku: string, answer: Fulfilment["stock"][string]): Fulfilment => ({
  ...current,
  stock: { ...current.stock, [sku]: answer },
});

const stockOf = ({ stock }: Fulfilment, sku: string) => (Object.hasOwn(stock, sku) ? stock[sku] : undefined);

export const isOver = ({ status }: Fulfilment): boolean =>
  status === "shipped" || status === "compensating" || status === "cancelled";

export const begun = ({ items, total, card, address }: OrderSubmitted["data"]): Fulfilment => ({
  ...unborn,
  status: "reserving",
  items: items.map(({ sku, quantity }) => ({ sku, quantity })),
  bill: { total, card, country: address.country },
});

/** What stock and fraud check have not answered yet. */
export const screeningRequests = (current: Fulfilment, orderId: string): (ReserveStock | CheckFraud)[] => [
  ...current.items
    .filter(({ sku }) => stockOf(current, sku) === undefined)
    .map((item) => new ReserveStock({ orderId, ...item })),
  ...(current.bill && !current.cleared ? [new CheckFraud({ orderId, ...current.bill })] : []),
];

/** The same attempt however often it is asked for, so that the provider's key is the same too. */
export const paymentRequests = ({ bill }: Fulfilment, orderId: string): ProcessPayment[] =>
  bill ? [new ProcessPayment({ orderId, attempt: 1, amount: bill.total, card: bill.card })] : [];

/** Pays once all stock is reserved and the order is cleared. */
export function advanced(current: Fulfilment, orderId: string) {
  const ready =
    current.status === "reserving" &&
    current.cleared &&
    current.items.every(({ sku }) => stockOf(current, sku) === "reserved");
  if (!ready) return { state: current };
  return { state: { ...enter(current, "paying"), money: "asked" as const }, send: paymentRequests(current, orderId) };
}

/** Asks the order, which alone decides whether it is still to be cancelled. */
export const givenUp = (current: Fulfilment, orderId: string, reason: string) => ({
  state: { ...enter(current, "cancelling"), reason },
  send: new CancelOrder({ orderId, reason }),
});

/** What is not known to be back: a line whose reservation is still on its way too, and money merely asked for. */
export const compensations = (current: Fulfilment, orderId: string): (ReleaseStock | RefundPayment)[] => [
  ...current.items
    .filter(({ sku }) => [undefined, "reserved"].includes(stockOf(current, sku)))
    .map(({ sku }) => new ReleaseStock({ sku, orderId })),
  ...(current.bill && ["asked", "taken"].includes(current.money)
    ? [new RefundPayment({ orderId, amount: current.bill.total })]
    : []),
];

/** The order is cancelled: everything goes back, once. */
export function compensated(current: Fulfilment, orderId: string) {
  if (isOver(current)) return undefined;
  const send = compensations(current, orderId);
  return { state: enter(current, send.length > 0 ? "compensating" : "cancelled"), send };
}

/** Ends the compensation when everything is back. */
export const settled = (current: Fulfilment, orderId: string): { state: Fulfilment } => ({
  state:
    current.status === "compensating" && compensations(current, orderId).length === 0
      ? enter(current, "cancelled")
      : current,
});
