import {
  CalculateTax,
  CancelOrder,
  CheckFraud,
  FraudSuspected,
  GenerateInvoice,
  InvoiceGenerated,
  OrderCancelled,
  OrderCleared,
  OrderPaid,
  OrderShipped,
  PaymentDeclined,
  PaymentProcessed,
  PaymentRefunded,
  PaymentVoided,
  ProcessPayment,
  RefundPayment,
  ReleaseStock,
  ReservationVoided,
  ReserveStock,
  ShipOrder,
  StockRefused,
  StockReleased,
  StockReserved,
  Tax,
} from "../../../functions/commerce/contracts.ts";
import { card, checkedOut, euros, items, orderId, total } from "./samples.ts";

const tea = { sku: "tea", orderId };
const cup = { sku: "cup", orderId };
const figures = { rate: 2_000, net: euros(1_125), tax: euros(225) };

export const reserveTea = new ReserveStock({ ...tea, quantity: 2 });
export const reserveCup = new ReserveStock({ ...cup, quantity: 1 });
export const check = new CheckFraud({ orderId, total, card, country: "GB" });
export const calculate = new CalculateTax({ orderId, country: "GB", total });
export const pay = new ProcessPayment({ orderId, attempt: 1, amount: total, card });
export const ship = new ShipOrder({ orderId });
export const generate = new GenerateInvoice({ orderId, items, ...figures, total });
export const releaseTea = new ReleaseStock(tea);
export const releaseCup = new ReleaseStock(cup);
export const refund = new RefundPayment({ orderId, amount: total });
export const cancel = (reason: string) => new CancelOrder({ orderId, reason });

export const teaReserved = new StockReserved({ ...tea, quantity: 2 });
export const cupReserved = new StockReserved({ ...cup, quantity: 1 });
export const cupRefused = new StockRefused({ ...cup, quantity: 1, available: 0 });
export const teaReleased = new StockReleased({ ...tea, quantity: 2 });
export const cupReleased = new StockReleased({ ...cup, quantity: 1 });
export const cupVoided = new ReservationVoided(cup);
export const cleared = new OrderCleared({ orderId });
export const suspected = new FraudSuspected({ orderId, reason: "card-reported-stolen" });
export const taxed = new Tax({ orderId, ...figures });
export const processed = new PaymentProcessed({ orderId, amount: total, charge: "ch-1" });
export const declined = new PaymentDeclined({ orderId, amount: total, code: "card_declined" });
export const voided = new PaymentVoided({ orderId, amount: total });
export const refunded = new PaymentRefunded({ orderId, amount: total, charge: "ch-1" });
export const paid = new OrderPaid({ orderId, amount: total });
export const shipped = new OrderShipped({ orderId, items: [{ sku: "tea", quantity: 2 }], total });
export const invoiced = new InvoiceGenerated({ invoiceId: "invoice-o-1", ...generate.data });
export const cancelled = (reason = "changed my mind") => new OrderCancelled({ orderId, reason });

/** What has been heard when the saga … */
export const reserving = [checkedOut];
export const paying = [...reserving, teaReserved, taxed, cleared, cupReserved];
export const taken = [...paying, processed];
export const shipping = [...taken, paid];
