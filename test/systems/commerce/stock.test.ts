import { describe, test } from "vitest";
import adjustStock from "../../../functions/commerce/adjust-stock.ts";
import {
  AdjustStock,
  OrderShipped,
  ReleaseStock,
  ReservationVoided,
  StockRefused,
  StockReleased,
  StockTaken,
  TakeStock,
} from "../../../functions/commerce/contracts.ts";
import releaseStock from "../../../functions/commerce/release-stock.ts";
import reserveStock from "../../../functions/commerce/reserve-stock.ts";
import takeStock from "../../../functions/commerce/take-stock.ts";
import takeStockOnOrderShipped from "../../../functions/commerce/take-stock-on-order-shipped.ts";
import { given } from "../../../functions/runtime/testing/index.ts";
import { adjusted, euros, orderId, price, reserve, reserved, sku, total } from "./samples.ts";

const refused = new StockRefused({ sku, orderId, quantity: 4, available: 3 });
const released = new StockReleased({ sku, orderId, quantity: 2 });
const taken = new StockTaken({ sku, orderId, quantity: 2 });
const voided = new ReservationVoided({ sku, orderId });

describe("stock is adjusted", () => {
  const adjust = (quantity: number, at = price) => new AdjustStock({ sku, quantity, price: at });
  test("for the first time", () => given(adjustStock).when(adjust(5)).then(adjusted(5)));
  test("to nothing", () =>
    given(adjustStock, [adjusted(5)])
      .when(adjust(0))
      .then(adjusted(0)));
  test("down to what is reserved", () =>
    given(adjustStock, [adjusted(5), reserved(2)])
      .when(adjust(2))
      .then(adjusted(2)));
  test("not below what is reserved", () =>
    given(adjustStock, [adjusted(5), reserved(2), reserved(1, "o-2")])
      .when(adjust(2))
      .thenRejected("below-reserved"));
  test("below what was reserved once it is released", () =>
    given(adjustStock, [adjusted(5), reserved(2), released])
      .when(adjust(1))
      .then(adjusted(1)));
  test("not when nothing is changed", () =>
    given(adjustStock, [adjusted(5)])
      .when(adjust(5))
      .thenNothing());
  test("when the price alone is changed", () =>
    given(adjustStock, [adjusted(5), reserved(2)])
      .when(adjust(5, euros(500)))
      .then({ ...adjusted(5), data: { sku, quantity: 5, price: euros(500) } }));
});

describe("stock is reserved", () => {
  test("if it is there", () =>
    given(reserveStock, [adjusted(3)])
      .when(reserve(2))
      .then(reserved(2)));
  test("to the last piece", () =>
    given(reserveStock, [adjusted(3), reserved(1, "o-2")])
      .when(reserve(2))
      .then(reserved(2)));
  test("not beyond what is there", () =>
    given(reserveStock, [adjusted(3)])
      .when(reserve(4))
      .then(refused));
  test("not beyond what others left", () =>
    given(reserveStock, [adjusted(4), reserved(1, "o-2")])
      .when(reserve(4))
      .then(refused));
  test("not of what was never in stock", () =>
    given(reserveStock)
      .when(reserve(4))
      .then(new StockRefused({ sku, orderId, quantity: 4, available: 0 })));
  test("once for each order", () =>
    given(reserveStock, [adjusted(5), reserved(2)])
      .when(reserve(2))
      .thenNothing());
  test("not with another quantity for the same order", () =>
    given(reserveStock, [adjusted(5), reserved(2)])
      .when(reserve(3))
      .thenRejected("already-reserved"));
  test.each([
    ["released", [reserved(2), released]],
    ["taken", [reserved(2), taken]],
    ["refused", [refused]],
    ["voided", [voided]],
  ])("not again after the reservation was %s", (_, facts) =>
    given(reserveStock, [adjusted(5), ...facts])
      .when(reserve(2))
      .thenRejected("reservation-ended"),
  );
  test("again from what another order gave back", () =>
    given(reserveStock, [adjusted(2), reserved(2), released])
      .when(reserve(2, "o-2"))
      .then(reserved(2, "o-2")));
  test("for an order with a name that every object knows", () =>
    given(reserveStock, [adjusted(2)])
      .when(reserve(2, "constructor"))
      .then(reserved(2, "constructor")));
  test("for an order whose end was forgotten after five hundred others", () => {
    const others = Array.from({ length: 500 }, (_, i) => new ReservationVoided({ sku, orderId: `other-${i}` }));
    return given(reserveStock, [adjusted(2), voided, ...others])
      .when(reserve(2))
      .then(reserved(2));
  });
  test("not for an order whose end is the oldest of five hundred", () => {
    const others = Array.from({ length: 499 }, (_, i) => new ReservationVoided({ sku, orderId: `other-${i}` }));
    return given(reserveStock, [adjusted(2), voided, ...others])
      .when(reserve(2))
      .thenRejected("reservation-ended");
  });
});

describe("stock is released", () => {
  const release = new ReleaseStock({ sku, orderId });
  test("as much as was reserved", () =>
    given(releaseStock, [adjusted(5), reserved(2)])
      .when(release)
      .then(released));
  test("once", () =>
    given(releaseStock, [adjusted(5), reserved(2), released])
      .when(release)
      .thenNothing());
  test("not after it was taken", () =>
    given(releaseStock, [adjusted(5), reserved(2), taken])
      .when(release)
      .thenNothing());
  test("not after it was refused", () =>
    given(releaseStock, [adjusted(3), refused])
      .when(release)
      .thenNothing());
  test("before it is reserved, so that it cannot be any more", () =>
    given(releaseStock, [adjusted(5)])
      .when(release)
      .then(voided));
  test("before it is reserved, once", () =>
    given(releaseStock, [adjusted(5), voided])
      .when(release)
      .thenNothing());
  test("of an unknown sku", () => given(releaseStock).when(release).then(voided));
});

describe("stock is taken", () => {
  const take = new TakeStock({ sku, orderId });
  test("as much as was reserved", () =>
    given(takeStock, [adjusted(5), reserved(2)])
      .when(take)
      .then(taken));
  test("once", () =>
    given(takeStock, [adjusted(5), reserved(2), taken])
      .when(take)
      .thenNothing());
  test("not without a reservation", () =>
    given(takeStock, [adjusted(5)])
      .when(take)
      .thenRejected("not-reserved"));
  test("not after it was released", () =>
    given(takeStock, [adjusted(5), reserved(2), released])
      .when(take)
      .thenRejected("not-reserved"));
  test("from the shelf and from what is reserved at once", () =>
    given(reserveStock, [adjusted(3), reserved(2), taken])
      .when(reserve(2, "o-2"))
      .then(new StockRefused({ sku, orderId: "o-2", quantity: 2, available: 1 })));
  test("for each line of an order when it is shipped", () => {
    const items = [sku, "cup"].map((each) => ({ sku: each, quantity: 1 }));
    return given(takeStockOnOrderShipped)
      .when(new OrderShipped({ orderId, items, total }))
      .then(take, new TakeStock({ sku: "cup", orderId }));
  });
});
