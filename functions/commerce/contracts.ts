import * as z from "zod";
import { command, event } from "../runtime/index.ts";

const id = z.string().min(1).max(100);
const reason = z.string().min(1).max(200);
const quantity = z.int().min(1).max(1_000_000);
/** Minor units of the currency, so never a fraction. */
const money = z.object({ amount: z.int().min(1), currency: z.string().regex(/^[A-Z]{3}$/) });
const price = money;
const card = z.string().min(1).max(200);
const email = z.email().max(254);
const country = z.string().regex(/^[A-Z]{2}$/);
const address = z.object({
  name: z.string().min(1).max(200),
  street: z.string().min(1).max(200),
  city: z.string().min(1).max(200),
  postalCode: z.string().min(1).max(20),
  country,
});
const line = z.object({ sku: id, quantity, price });
const parcel = z.object({ sku: id, quantity });

export type Money = z.infer<typeof money>;
export type Line = z.infer<typeof line>;

const orderId = id;
const sku = id;

// The order
export class CreateOrder extends command("CreateOrder", { orderId, userId: id, items: z.array(line).max(50) }) {}
export class AddOrderItem extends command("AddOrderItem", { orderId, sku, quantity, price }) {}
export class RemoveOrderItem extends command("RemoveOrderItem", { orderId, sku }) {}
export class SubmitOrder extends command("SubmitOrder", { orderId, card, email, address }) {}
export class CancelOrder extends command("CancelOrder", { orderId, reason }) {}
export class ShipOrder extends command("ShipOrder", { orderId }) {}

export class OrderCreated extends event("OrderCreated", { orderId, userId: id }) {}
export class OrderItemAdded extends event("OrderItemAdded", { orderId, sku, quantity, price }) {}
export class OrderItemRemoved extends event("OrderItemRemoved", { orderId, sku }) {}
export class OrderSubmitted extends event(
  "OrderSubmitted",
  { orderId, userId: id, items: z.array(line).min(1), total: money, card, email, address },
  { public: true, docs: "The one fact with personal data: whoever keeps some of it keeps it for the shipment only." },
) {}
export class OrderPaid extends event("OrderPaid", { orderId, amount: money }) {}
export class OrderShipped extends event(
  "OrderShipped",
  { orderId, items: z.array(parcel), total: money },
  { public: true },
) {}
export class OrderCancelled extends event("OrderCancelled", { orderId, reason }, { public: true }) {}

// Stock
export class AdjustStock extends command(
  "AdjustStock",
  { sku, quantity: z.int().min(0).max(1_000_000), price },
  { docs: "`quantity` is what lies on the shelf after counting, reserved pieces included." },
) {}
export class ReserveStock extends command("ReserveStock", { sku, orderId, quantity }) {}
export class ReleaseStock extends command("ReleaseStock", { sku, orderId }) {}
export class TakeStock extends command(
  "TakeStock",
  { sku, orderId },
  { docs: "The order has been shipped: what it reserved leaves the shelf. One per sku, since a sku is a stream." },
) {}

export class StockAdjusted extends event(
  "StockAdjusted",
  { sku, quantity: z.int().min(0).max(1_000_000), price },
  { public: true },
) {}
export class StockReserved extends event("StockReserved", { sku, orderId, quantity }) {}
export class StockRefused extends event("StockRefused", { sku, orderId, quantity, available: z.int().min(0) }) {}
export class StockReleased extends event("StockReleased", { sku, orderId, quantity }) {}
export class StockTaken extends event("StockTaken", { sku, orderId, quantity }) {}
export class ReservationVoided extends event(
  "ReservationVoided",
  { sku, orderId },
  { docs: "A release that found no reservation: one that still comes is rejected." },
) {}

// Fraud screening
export class CheckFraud extends command("CheckFraud", { orderId, total: money, card, country }) {}
export class OrderCleared extends event("OrderCleared", { orderId }) {}
export class FraudSuspected extends event("FraudSuspected", { orderId, reason }) {}

// Payment
export class ProcessPayment extends command(
  "ProcessPayment",
  { orderId, attempt: z.int().min(1).max(100), amount: money, card },
  { docs: "Asking again has the same `attempt`; another card after a decline has the next one." },
) {}
export class RefundPayment extends command("RefundPayment", { orderId, amount: money }) {}

const charge = id;
export class PaymentProcessed extends event("PaymentProcessed", { orderId, amount: money, charge }) {}
export class PaymentDeclined extends event("PaymentDeclined", { orderId, amount: money, code: z.string() }) {}
export class PaymentVoided extends event(
  "PaymentVoided",
  { orderId, amount: money },
  { docs: "A refund that found no payment: one that still comes is rejected, by the provider too." },
) {}
export class PaymentRefunded extends event("PaymentRefunded", { orderId, amount: money, charge }) {}

// Telling the customer
export class SendEmail extends command("SendEmail", {
  to: email,
  subject: z.string().min(1).max(200),
  text: z.string().max(20_000),
}) {}
