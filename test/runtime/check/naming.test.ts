import { describe, expect, it } from "vitest";
import { fitsKind } from "../../../functions/runtime/check/naming/mood.ts";
import { kebabOf } from "../../../functions/runtime/check/naming/words.ts";

const events = `OrderSubmitted StockTaken OrderPaid BarClosed PaymentVoided StockReserved OrderShipped Opened DoorShut
  CancelRequested CheckFailed PasswordReset SMSSent DeviceWentSilent TradeAgreed LimitExceeded BidOutbid`.split(/\s+/);
const commands = `SubmitOrder AdjustStock CheckFraud SendEmail ProcessPayment Shout PutItem ResetPassword FeedBirds
  MarkOrderShipped RecordPaymentFailed RingBell StationGuard AddressCustomer ShipOrder SetLimit`.split(/\s+/);
const documents = "Quote Tax Rejection OrderSummary EstimatedArrival PriceFeed DeliverySpeed Fill".split(" ");
const wrongEvents = "SubmitOrder OrderStatus PriceFeed SendEmail Order FailedPayment orderSubmitted ORDER_PAID".split(
  " ",
);
const wrongCommands = `OrderSubmitted SubmittedOrder StockTaken PaymentRequest ProcessingOrder SendsEmail CustomerEmail
  send-email sendEmail ReservationRelease`.split(/\s+/);
const wrongDocuments = "OrderSubmitted SendQuote GetTax quote".split(" ");

describe("a name", () => {
  it.each(events)("tells of what happened: %s", (name) => expect(fitsKind("event", name)).toBe(true));
  it.each(commands)("says what to do: %s", (name) => expect(fitsKind("command", name)).toBe(true));
  it.each(documents)("names a thing: %s", (name) => expect(fitsKind("document", name)).toBe(true));
  it.each(wrongEvents)("is no event's: %s", (name) => expect(fitsKind("event", name)).toBe(false));
  it.each(wrongCommands)("is no command's: %s", (name) => expect(fitsKind("command", name)).toBe(false));
  it.each(wrongDocuments)("is no document's: %s", (name) => expect(fitsKind("document", name)).toBe(false));

  it.each([
    ["OrderCancelled", "order-cancelled"],
    ["SMSSent", "sms-sent"],
    ["Bar5mClosed", "bar5m-closed"],
    ["FX2Traded", "fx2-traded"],
  ])("is spelt in a file name: %s", (name, file) => expect(kebabOf(name)).toBe(file));
});
