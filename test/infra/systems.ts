/** Two small systems by file, with one consumer of every kind and one event that crosses the bus. */
export const systems: Readonly<Record<string, string>> = {
  "shop/contracts.ts": `
    import * as z from "zod";
    import { command, document, event } from "../runtime/index.ts";
    const fields = { orderId: z.string() };
    export class PlaceOrder extends command("PlaceOrder", fields) {}
    export class OrderPlaced extends event("OrderPlaced", fields, { public: true }) {}
    export class ChargeCard extends command("ChargeCard", fields) {}
    export class CardCharged extends event("CardCharged", fields) {}
    export class AskPrice extends command("AskPrice", fields) {}
    export class Price extends document("Price", fields) {}
  `,
  "shop/domain/order.ts": `
    import { state } from "../../runtime/index.ts";
    import { OrderPlaced } from "../contracts.ts";
    export const order = state("order", { key: "orderId", from: [OrderPlaced], initial: { placed: false } })({
      OrderPlaced: () => ({ placed: true }),
    });
  `,
  "shop/domain/payment.ts": `
    import { state } from "../../runtime/index.ts";
    import { CardCharged } from "../contracts.ts";
    export const payment = state("payment", { key: "orderId", from: [CardCharged], initial: { charged: false } })({
      CardCharged: () => ({ charged: true }),
    });
  `,
  "shop/config.ts": `
    import * as z from "zod";
    import { config } from "../runtime/index.ts";
    export default config(z.object({ bank: z.url(), bankKey: z.string().default("/shop/bank-key") }), { secrets: ["bankKey"] });
  `,
  "shop/place-order.ts": `
    import { handle } from "../runtime/index.ts";
    import { OrderPlaced, PlaceOrder } from "./contracts.ts";
    import { order } from "./domain/order.ts";
    export default handle(PlaceOrder, { state: order, emits: [OrderPlaced], retry: { exhausted: "halt" } }, ({ data }) => new OrderPlaced(data));
  `,
  "shop/charge-card.ts": `
    import { handle, need } from "../runtime/index.ts";
    import config from "./config.ts";
    import { CardCharged, ChargeCard } from "./contracts.ts";
    import { payment } from "./domain/payment.ts";
    const bank = need(config, ({ bank }) => bank);
    export default handle(
      ChargeCard,
      { state: payment, needs: { bank }, attempt: () => 0, emits: [CardCharged], hopLimit: 20, rate: { limit: 5, per: 1_000 } },
      ({ data }) => new CardCharged(data),
    );
  `,
  "shop/ask-price.ts": `
    import { handle } from "../runtime/index.ts";
    import { AskPrice, Price } from "./contracts.ts";
    export default handle(AskPrice, { replies: Price }, ({ data }) => new Price(data));
  `,
  "shop/mail-receipt-on-card-charged.ts": `
    import { email, on } from "../runtime/index.ts";
    import { CardCharged } from "./contracts.ts";
    export default on(CardCharged, { needs: { email } }, () => undefined);
  `,
  "shop/count-order-on-order-placed.ts": `
    import { on } from "../runtime/index.ts";
    import { OrderPlaced } from "./contracts.ts";
    export default on(OrderPlaced, { delivery: "at-most-once" }, () => undefined);
  `,
  "shop/order-list.projection.ts": `
    import { projection } from "../runtime/index.ts";
    import { order } from "./domain/order.ts";
    export default projection("order-list", { of: order, initial: { placed: 0 } })({ OrderPlaced: () => ({ placed: 1 }) });
  `,
  "shop/checkout.saga.ts": `
    import { saga } from "../runtime/index.ts";
    import { AskPrice, CardCharged, ChargeCard, OrderPlaced, Price } from "./contracts.ts";
    export default saga("checkout", {
      key: "orderId", startedBy: [OrderPlaced], sends: [AskPrice, ChargeCard], initial: {}, hopLimit: 20, eager: true,
      waits: {
        price: { for: [Price], within: 60_000, while: () => true },
        charge: { for: [CardCharged], within: 3_600_000, while: () => true },
      },
    })({
      on: {
        OrderPlaced: (_, data) => ({ send: new AskPrice(data) }),
        Price: (_, data) => ({ send: new ChargeCard(data) }),
        CardCharged: () => undefined,
      },
      timeout: { price: () => undefined, charge: () => undefined },
    });
  `,
  "shop/api/index.ts": `
    import { Hono } from "hono";
    import { assertRate } from "../../runtime/edge/index.ts";
    import { PlaceOrder } from "../contracts.ts";
    export default new Hono().post("/orders", async (c) => {
      await assertRate(c, { bucket: "orders", limit: 10, per: 1_000 });
      return c.json(new PlaceOrder({ orderId: "1" }));
    });
  `,
  "yard/contracts.ts": `
    export {};
  `,
  "yard/pack-on-order-placed.ts": `
    import { on } from "../runtime/index.ts";
    import { OrderPlaced } from "../shop/contracts.ts";
    export default on(OrderPlaced, {}, () => undefined);
  `,
};
