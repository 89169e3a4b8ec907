import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { type ChargeAnswer, charge } from "./charge.ts";
import { history } from "./history.ts";
import type { LateCharges } from "./late-charges.ts";
import { problem } from "./problems.ts";
import { refund, voidKey } from "./refund.ts";
import { readCharge, readKey, readRefund, readVoid } from "./requests.ts";
import type { Store } from "./store.ts";

type Routes = { Bindings: HttpBindings };

const chance = (prefix: string) => ({ now: new Date().toISOString(), id: `${prefix}_${randomUUID()}` });

export function gatewayApp(store: Store, late: LateCharges): Hono<Routes> {
  const app = new Hono<Routes>();
  app.use(bodyLimit({ maxSize: 16 * 1024, onError: () => problem("body_too_large") }));
  app.notFound(() => problem("not_found"));
  app.onError((error) => ("getResponse" in error ? error.getResponse() : problem("gateway_failed", error.message)));

  app.get("/health", (c) => c.json({ status: "ok", service: "card-gateway" }));
  app.get("/charges", (c) => c.json(history(store.read())));

  app.post("/charges", async (c) => {
    const key = readKey(c);
    const request = await readCharge(c);
    const answer = await store.update((state) => charge(state, key, request, { ...chance("ch"), dueAt: late.dueAt() }));
    if (answer.kind === "silent" && answer.dueAt) late.schedule(key, answer.dueAt);
    return respond(c, answer);
  });

  app.post("/voids", async (c) => {
    const { key } = await readVoid(c);
    return c.json(await store.update((state) => voidKey(state, key, chance("re"))));
  });

  app.post("/refunds", async (c) => {
    const key = readKey(c);
    const body = await readRefund(c);
    const answer = await store.update((state) => refund(state, key, body.charge, chance("re")));
    if (answer.kind === "refunded") return c.json({ id: answer.id, charge: body.charge, status: "refunded" });
    return problem(
      ({ reused: "key_reused", unknown: "charge_unknown", declined: "charge_declined" } as const)[answer.kind],
    );
  });

  return app;
}

async function respond(c: Context<Routes>, answer: ChargeAnswer): Promise<Response> {
  switch (answer.kind) {
    case "succeeded": {
      const { amount, currency, reference } = answer.request;
      return c.json({ id: answer.id, status: "succeeded", amount, currency, reference }, 201);
    }
    case "declined":
      return c.json({ status: "declined", code: "card_declined" }, 402);
    case "voided":
      return problem("key_voided");
    case "reused":
      return problem("key_reused");
    case "failed":
      return problem("gateway_failed", "tok_flaky fails the first try of a key");
    case "dropped":
      c.env.incoming.socket.destroy();
      return RESPONSE_ALREADY_SENT;
    case "silent":
      if (!c.env.outgoing.destroyed) await once(c.env.outgoing, "close");
      return RESPONSE_ALREADY_SENT;
  }
}
