import * as z from "zod";
import { command, document, event } from "../runtime/index.ts";

const id = z.string().min(1).max(100);
const reason = z.string().min(1).max(200);
const quantity = z.int().min(1).max(1_000_000);
/** Minor units of the currency, so never a fraction. */
const money = z.object({ amount: z.int().min(1), currency: z.string().regex(/^[A-Z]{3}$/) });
const price = money;
const card = z.string().min(1).max(200);
const email = z.email().max(254);
const name = z.string().min(1).max(200);
const country = z.string().regex(/^[A-Z]{2}$/);
const address = z.object({
  name,
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
const userId = id;
const sku = id;

// The customer
export class RegisterUser extends command("RegisterUser", { userId, name, email }) {}
export class RemindUser extends command("RemindUser", { userId }) {}

export class ContactDetailsGiven extends event(
  "ContactDetailsGiven",
  { userId, name, email },
  { docs: "The personal side of a registration; it stays in this system." },
) {}
export class UserRegistered extends event("UserRegistered", { userId }, { public: true }) {}

// The order
export class CreateOrder extends command("CreateOrder", { orderId, userId, items: z.array(line).max(50) }) {}
export class AddOrderItem extends command("AddOrderItem", { orderId, sku, quantity, price }) {}
export class RemoveOrderItem extends command("RemoveOrderItem", { orderId, sku }) {}
export class SubmitOrder extends command("SubmitOrder", { orderId, card, email, address }) {}
export class CancelOrder extends command("CancelOrder", { orderId, reason }) {}
export class ShipOrder extends command("ShipOrder", { orderId }) {}

export class OrderCreated extends event("OrderCreated", { orderId, userId }) {}
export class OrderItemAdded extends event("OrderItemAdded", { orderId, sku, quantity, price }) {}
export class OrderItemRemoved extends event("OrderItemRemoved", { orderId, sku }) {}
export class CheckoutCompleted extends event(
  "CheckoutCompleted",
  { orderId, items: z.array(line).min(1), total: money, card, email, address },
  { docs: "The domain event that fulfilment needs, with personal data; OrderSubmitted is the integration event." },
) {}
export class OrderSubmitted extends event(
  "OrderSubmitted",
  { orderId, userId, items: z.array(line).min(1), total: money },
  { public: true, docs: "The integration event beside CheckoutCompleted, for any system: it says nothing personal." },
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
export class WithdrawStock extends command(
  "WithdrawStock",
  { sku, reason },
  { docs: "Nobody may buy what is free now; reserved pieces are for people to look at." },
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
export class StockWithdrawn extends event("StockWithdrawn", { sku, quantity, reason }, { public: true }) {}
export class ReservationVoided extends event(
  "ReservationVoided",
  { sku, orderId },
  { docs: "A release that found no reservation: one that still comes is rejected." },
) {}

// Fraud screening
export class CheckFraud extends command("CheckFraud", { orderId, total: money, card, country }) {}
export class OrderCleared extends event("OrderCleared", { orderId }) {}
export class FraudSuspected extends event("FraudSuspected", { orderId, reason }) {}

// Tax
const rate = z.int().min(0).max(10_000);
const taxed = { rate, net: money, tax: z.object({ ...money.shape, amount: z.int().min(0) }) };

export class CalculateTax extends command("CalculateTax", { orderId, country, total: money }) {}
export class Tax extends document(
  "Tax",
  { orderId, ...taxed },
  { docs: "Which part of a price is tax: `net` and `tax` add up to the total asked about, `rate` is in basis points." },
) {}

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

// Invoice
const invoice = { orderId, items: z.array(line).min(1), ...taxed, total: money };

export class GenerateInvoice extends command("GenerateInvoice", invoice) {}
export class InvoiceGenerated extends event("InvoiceGenerated", { invoiceId: z.string(), ...invoice }) {}

// Telling the customer
export class SendEmail extends command("SendEmail", {
  to: email,
  subject: z.string().min(1).max(200),
  text: z.string().max(20_000),
}) {}
