import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { operationOf } from "../../../../functions/runtime/edge/operation.ts";
import { openShop, submission } from "./shop.ts";

type Document = Record<string, unknown> & { paths: Record<string, Record<string, { operationId: string }>> };

const document = async ({ app }: ReturnType<typeof openShop>) =>
  (await (await app.request("/openapi.json")).json()) as Document;

test("the document of the shop is valid, each operation by a name of its own", async () => {
  const found = await document(openShop());
  expect(await new Validator().validate(found)).toEqual({ valid: true });
  const ids = Object.values(found.paths).flatMap((each) => Object.values(each).map(({ operationId }) => operationId));
  expect(new Set(ids).size).toBe(ids.length);
});

test("it holds every route of the router, and no other", async () => {
  const shop = openShop();
  const routes = shop.app.routes.filter(({ method }) => method !== "ALL");
  const routed = routes.map(({ method, path }) => `${method.toLowerCase()} ${path.replaceAll(/:(\w+)/g, "{$1}")}`);
  const told = Object.entries((await document(shop)).paths).flatMap(([path, each]) =>
    Object.keys(each).map((method) => `${method} ${path}`),
  );
  expect(told.toSorted()).toEqual([...new Set(routed)].sort());
  expect(told).toContain("get /users/{userId}/orders");
});

test("every route declares what it takes and answers", () => {
  const { app } = openShop();
  const own = app.routes.filter(({ method }) => method !== "ALL");
  for (const [name, entries] of Map.groupBy(own, ({ method, path }) => `${method} ${path}`)) {
    const declared = entries.map(({ handler }) => operationOf(handler)).find((each) => each !== undefined);
    expect([name, (declared?.accepts ?? declared?.answers) !== undefined]).toEqual([name, true]);
  }
});

test("every read answers what it declares", async () => {
  const { app, stock, open, settle, read } = openShop();
  await stock("pen", 1299);
  const orderId = await open({ sku: "pen", quantity: 2 });
  const emptyId = await open();
  await settle("POST", `/orders/${orderId}/submit`, submission);
  const { body: user } = await settle("POST", "/users", { name: "Ada", email: "ada@example.com" });
  const paths: Record<string, string[]> = {
    "/health": ["/health"],
    "/openapi.json": ["/openapi.json"],
    "/orders/:orderId": [`/orders/${orderId}`, `/orders/${emptyId}`, `/orders/${orderId}?at=2027-01-01T00:00:00Z`],
    "/orders/:orderId/events": [`/orders/${orderId}/events?limit=1`, `/orders/${orderId}/events`],
    "/stock/:sku": ["/stock/pen"],
    "/users/:userId": [`/users/${user["userId"]}`],
    "/users/:userId/orders": ["/users/ann/orders", "/users/ann/orders?limit=1"],
    "/sales/:date": ["/sales/2026-01-01"],
  };
  const declared = new Map(
    app.routes.flatMap(({ path, method, handler }) => {
      const { answers } = operationOf(handler) ?? {};
      return method === "GET" && answers ? [[path, answers] as const] : [];
    }),
  );
  expect(Object.keys(paths).sort()).toEqual([...declared.keys()].filter((path) => !path.startsWith("/trace")).sort());
  for (const [route, each] of Object.entries(paths))
    for (const path of each) {
      const { body } = await read(path);
      expect([path, declared.get(route)?.parse(body)]).toEqual([path, body]);
    }
});
