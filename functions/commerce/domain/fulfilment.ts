import {
  CalculateTax,
  CancelOrder,
  CheckFraud,
  type CheckoutCompleted,
  GenerateInvoice,
  type Line,
  type Money,
  ProcessPayment,
  RefundPayment,
  ReleaseStock,
  ReserveStock,
  type Tax,
} from "../contracts.ts";

export interface Fulfilment {
  /**
   * reserving: stock, fraud check and tax are under way, paying: the card, paid: the order is not marked yet, shipping: the last
   * word is the order's, shipped: the invoice is under way; cancelling: the order has been asked, compensating: it is cancelled,
   * stock and money are on their way back.
   */
  readonly status:
    | "none"
    | "reserving"
    | "paying"
    | "paid"
    | "shipping"
    | "shipped"
    | "invoiced"
    | "cancelling"
    | "compensating"
    | "cancelled";
  readonly items: readonly Line[];
  /** What payment, fraud check and tax are told; absent before checkout. */
  readonly bill: { readonly total: Money; readonly card: string; readonly country: string } | null;
  /** Answers by sku. */
  readonly stock: Readonly<Record<string, "reserved" | "refused" | "returned">>;
  readonly cleared: boolean;
  /** The first answer to the question for it. */
  readonly tax: Omit<Tax["data"], "orderId"> | null;
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
  tax: null,
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

export const hasShipped = ({ status }: Fulfilment): boolean => status === "shipped" || status === "invoiced";

export const isOver = (current: Fulfilment): boolean =>
  hasShipped(current) || current.status === "compensating" || current.status === "cancelled";

export const begun = ({ items, total, card, address }: CheckoutCompleted["data"]): Fulfilment => ({
  ...unborn,
  status: "reserving",
  items,
  bill: { total, card, country: address.country },
});

/** What stock, fraud check and tax have not answered yet. */
export const screeningRequests = (
  current: Fulfilment,
  orderId: string,
): (ReserveStock | CheckFraud | CalculateTax)[] => [
  ...current.items
    .filter(({ sku }) => stockOf(current, sku) === undefined)
    .map(({ sku, quantity }) => new ReserveStock({ orderId, sku, quantity })),
  ...(current.bill && !current.cleared ? [new CheckFraud({ orderId, ...current.bill })] : []),
  ...(current.bill && !current.tax ? [new CalculateTax({ orderId, ...current.bill })] : []),
];

/** The same attempt however often it is asked for, so that the provider's key is the same too. */
export const paymentRequests = ({ bill }: Fulfilment, orderId: string): ProcessPayment[] =>
  bill ? [new ProcessPayment({ orderId, attempt: 1, amount: bill.total, card: bill.card })] : [];

/** Pays once all stock is reserved, the order is cleared and its tax is known. */
export function advanced(current: Fulfilment, orderId: string) {
  const ready =
    current.status === "reserving" &&
    current.cleared &&
    current.tax !== null &&
    current.items.every(({ sku }) => stockOf(current, sku) === "reserved");
  if (!ready) return { state: current };
  return { state: { ...enter(current, "paying"), money: "asked" as const }, send: paymentRequests(current, orderId) };
}

export const invoiceRequests = ({ items, bill, tax }: Fulfilment, orderId: string): GenerateInvoice[] =>
  bill && tax ? [new GenerateInvoice({ orderId, items: [...items], ...tax, total: bill.total })] : [];

/** The parcel is gone, whatever was under way; its invoice is asked for once. */
export const shipped = (current: Fulfilment, orderId: string) =>
  isOver(current) ? undefined : { state: enter(current, "shipped"), send: invoiceRequests(current, orderId) };

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
