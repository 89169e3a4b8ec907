import { saga } from "../runtime/index.ts";
import {
  CalculateTax,
  CancelOrder,
  CheckFraud,
  CheckoutCompleted,
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
} from "./contracts.ts";
import {
  advanced,
  answered,
  begun,
  chased,
  compensated,
  compensations,
  enter,
  givenUp,
  hasShipped,
  invoiceRequests,
  isOver,
  paymentRequests,
  screeningRequests,
  settled,
  shipped,
  unborn,
} from "./domain/fulfilment.ts";

const SECOND = 1_000;
/** How often a step is asked for again before it is given up; beyond the last three, a person redrives what is dead. */
const MOST_CHASES = { screening: 3, payment: 3, shipment: 5, cancellation: 5, compensation: 10, invoice: 5 };
const REASON_OF_SILENCE = {
  ReserveStock: "stock-timeout",
  CheckFraud: "fraud-check-timeout",
  CalculateTax: "tax-timeout",
} as const;

export default saga("fulfilment", {
  key: "orderId",
  startedBy: [CheckoutCompleted],
  hears: [OrderCancelled],
  waits: {
    screening: {
      for: [StockReserved, StockRefused, OrderCleared, FraudSuspected, Tax],
      within: 20 * SECOND,
      while: ({ status }) => status === "reserving",
    },
    payment: {
      for: [PaymentProcessed, PaymentDeclined],
      within: 10 * SECOND,
      while: ({ status }) => status === "paying",
    },
    shipment: {
      for: [OrderPaid, OrderShipped],
      within: 20 * SECOND,
      while: ({ status }) => status === "paid" || status === "shipping",
    },
    cancellation: {
      for: [OrderCancelled, OrderShipped],
      within: 20 * SECOND,
      while: ({ status, chases }) => status === "cancelling" && chases < MOST_CHASES.cancellation,
    },
    compensation: {
      for: [StockReleased, ReservationVoided, PaymentRefunded, PaymentVoided],
      within: 30 * SECOND,
      while: ({ status, chases }) => status === "compensating" && chases < MOST_CHASES.compensation,
    },
    invoice: {
      for: [InvoiceGenerated],
      within: 30 * SECOND,
      while: ({ status, chases }) => status === "shipped" && chases < MOST_CHASES.invoice,
    },
  },
  sends: [
    ReserveStock,
    CheckFraud,
    CalculateTax,
    ProcessPayment,
    ShipOrder,
    GenerateInvoice,
    CancelOrder,
    ReleaseStock,
    RefundPayment,
  ],
  initial: unborn,
  hopLimit: 60,
})({
  on: {
    CheckoutCompleted: (current, data, { key }) => {
      if (current.status !== "none") return undefined;
      const state = begun(data);
      return { state, send: screeningRequests(state, key) };
    },
    StockReserved: (current, { sku }, { key }) =>
      isOver(current)
        ? { send: new ReleaseStock({ sku, orderId: key }) }
        : advanced(answered(current, sku, "reserved"), key),
    StockRefused: (current, { sku }, { key }) => {
      const state = answered(current, sku, "refused");
      return current.status === "reserving" ? givenUp(state, key, "out-of-stock") : settled(state, key);
    },
    OrderCleared: (current, _, { key }) => advanced({ ...current, cleared: true }, key),
    FraudSuspected: (current, _, { key }) =>
      current.status === "reserving" ? givenUp(current, key, "fraud-suspected") : undefined,
    Tax: (current, { rate, net, tax }, { key }) =>
      current.tax ? undefined : advanced({ ...current, tax: { rate, net, tax } }, key),
    PaymentProcessed: (current, { amount }, { key }) => {
      if (hasShipped(current)) return undefined;
      if (isOver(current)) return { send: new RefundPayment({ orderId: key, amount }) };
      const state = { ...current, money: "taken" as const };
      return { state: current.status === "paying" ? enter(state, "paid") : state };
    },
    PaymentDeclined: (current, _, { key }) => {
      if (current.money !== "asked") return undefined;
      const state = { ...current, money: "declined" as const };
      return current.status === "paying" ? givenUp(state, key, "payment-declined") : settled(state, key);
    },
    OrderPaid: (current, _, { key }) => {
      if (current.status !== "paying" && current.status !== "paid") return undefined;
      return { state: { ...enter(current, "shipping"), money: "taken" }, send: new ShipOrder({ orderId: key }) };
    },
    OrderShipped: (current, _, { key }) => shipped(current, key),
    InvoiceGenerated: (current) => (current.status === "shipped" ? { state: enter(current, "invoiced") } : undefined),
    OrderCancelled: (current, _, { key }) => compensated(current, key),
    StockReleased: (current, { sku }, { key }) => settled(answered(current, sku, "returned"), key),
    ReservationVoided: (current, { sku }, { key }) => settled(answered(current, sku, "returned"), key),
    PaymentRefunded: (current, _, { key }) => settled({ ...current, money: "returned" }, key),
    PaymentVoided: (current, _, { key }) => settled({ ...current, money: "returned" }, key),
  },
  rejected: {
    ProcessPayment: (current, _, { key }) =>
      current.status === "paying" ? givenUp(current, key, "payment-refused") : undefined,
    ShipOrder: (current, { code }, { key }) => {
      if (code === "order-cancelled") return compensated(current, key);
      return current.status === "shipping" ? givenUp(current, key, "shipment-refused") : undefined;
    },
    CancelOrder: (current, { code }, { key }) => (code === "order-shipped" ? shipped(current, key) : undefined),
  },
  timeout: {
    screening: (current, _, { key }) => {
      const send = screeningRequests(current, key);
      const [silent] = send;
      if (!silent || current.chases < MOST_CHASES.screening) return { state: chased(current), send };
      return givenUp(current, key, REASON_OF_SILENCE[silent.type]);
    },
    payment: (current, _, { key }) =>
      current.chases < MOST_CHASES.payment
        ? { state: chased(current), send: paymentRequests(current, key) }
        : givenUp(current, key, "payment-timeout"),
    shipment: (current, _, { key }) => {
      if (current.chases >= MOST_CHASES.shipment) return givenUp(current, key, "shipment-timeout");
      const send = current.status === "shipping" ? [new ShipOrder({ orderId: key })] : [];
      return { state: chased(current), send };
    },
    cancellation: (current, _, { key }) => ({
      state: chased(current),
      send: new CancelOrder({ orderId: key, reason: current.reason }),
    }),
    compensation: (current, _, { key }) => ({ state: chased(current), send: compensations(current, key) }),
    invoice: (current, _, { key }) => ({ state: chased(current), send: invoiceRequests(current, key) }),
  },
});
