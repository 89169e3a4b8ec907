import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { functionsFolder, shopContext } from "./fixture.ts";
import { runApp } from "./run-app.ts";

/** Runs the app on a folder of systems. */
async function app(root: string, context: Record<string, unknown>) {
  const out = join(root, "cdk.out");
  return { ...(await runApp({ root, context, out })), out };
}

/** A folder that breaks no rule. */
const sound = {
  "shop/contracts.ts": `
    import * as z from "zod";
    import { command, event } from "../runtime/index.ts";
    export class PlaceOrder extends command("PlaceOrder", { orderId: z.string() }) {}
    export class OrderPlaced extends event("OrderPlaced", { orderId: z.string() }) {}`,
  "shop/domain/order.ts": `
    import { state } from "../../runtime/index.ts";
    import { OrderPlaced } from "../contracts.ts";
    export const order = state("order", { key: "orderId", from: [OrderPlaced], initial: {} })({ OrderPlaced: () => ({}) });`,
  "shop/place-order.ts": `
    import { handle } from "../runtime/index.ts";
    import { OrderPlaced, PlaceOrder } from "./contracts.ts";
    import { order } from "./domain/order.ts";
    export default handle(PlaceOrder, { state: order, emits: [OrderPlaced] }, ({ data }) => new OrderPlaced(data));`,
  "shop/greet-on-order-placed.ts": `
    import { on } from "../runtime/index.ts";
    import { OrderPlaced } from "./contracts.ts";
    export default on(OrderPlaced, {}, () => undefined);`,
  "shop/api/index.ts": `
    import { PlaceOrder } from "../contracts.ts";
    export default { fetch: () => new PlaceOrder({ orderId: "1" }) };`,
};

test("systems that keep the rules become templates, and the bundles are cleared away", async () => {
  const root = await functionsFolder({}, sound);
  const { code, stderr, out } = await app(root, {});
  expect([code, stderr]).toEqual([0, ""]);
  const made = (await readdir(out)).filter((name) => name.endsWith(".template.json"));
  expect(made.sort()).toEqual([
    "Bugle-dev-dashboards.template.json",
    "Bugle-dev-platform.template.json",
    "Bugle-dev-shop-data.template.json",
    "Bugle-dev-shop.template.json",
  ]);
});

test("systems that break a rule are not synthesized: every finding is listed, with its cure", async () => {
  const twice = sound["shop/place-order.ts"];
  const root = await functionsFolder({ "shop/place-order-again.ts": twice }, sound);
  const { code, stderr } = await app(root, { "bugle:handlers": "runner" });
  expect(code).toBe(1);
  expect(stderr).toContain("shop/place-order.ts: command PlaceOrder has 2 handlers");
  expect(stderr).toContain("shop/place-order-again.ts: ");
  expect(stderr).toContain("mend them and synthesize again");
  expect(stderr).not.toContain("    at ");
});

const bankConfig = `
  import * as z from "zod";
  import { config } from "../runtime/index.ts";
  export default config(z.object({ bank: z.url() }));`;

test("configuration that a system would refuse at its start is refused here", async () => {
  const root = await functionsFolder({ "shop/config.ts": bankConfig }, sound);
  const { code, stderr } = await app(root, { ...shopContext, "config:shop": {} });
  expect(code).toBe(1);
  expect(stderr).toContain("config:shop: bank: Invalid input");
  expect(stderr).toContain(`set it with -c config:shop='{ "bank": … }'`);
});

test.each([
  ["config:shop", { bank: "https://a.example.com", bnak: "x" }, 'config:shop: Unrecognized key: "bnak"', '"bank": …'],
  ["config:shpo", {}, "config:shpo: no such system has a config.ts", "those that do: shop"],
])("values that no system knows are refused: %s", async (key, values, fault, cure) => {
  const root = await functionsFolder({ "shop/config.ts": bankConfig }, sound);
  const { code, stderr } = await app(root, { ...shopContext, [key]: values });
  expect([code, stderr.includes(fault), stderr.includes(cure)], stderr).toEqual([1, true, true]);
});

test("the systems that are named are deployed, and no others", async () => {
  const root = await functionsFolder({}, { ...sound, "yard/contracts.ts": "export {};" });
  const { code, out } = await app(root, { systems: "shop", "bugle:handlers": "runner" });
  expect(code).toBe(0);
  const stacks = (await readdir(out)).filter((name) => name.endsWith(".template.json")).sort();
  expect(stacks).toEqual(["Bugle-dev-platform.template.json", "Bugle-dev-shop-data.template.json"]);
  const { stderr } = await app(root, { systems: "shop,yrd" });
  expect(stderr).toContain("There is no system yrd.\nName some of these: shop, yard.");
});
