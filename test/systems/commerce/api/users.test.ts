import { expect, test } from "vitest";
import { openShop } from "./shop.ts";

const ada = { name: "Ada", email: "ada@example.com" };

test("a registration is accepted with an id, and can be read back", async () => {
  const { settle } = openShop();
  const { status, body } = await settle("POST", "/users", ada);
  expect(status).toBe(200);
  expect(body).toEqual({ userId: expect.any(String), ...ada, registeredAt: expect.stringMatching(/^2026-01-01T12:/) });
});

test("a retry under one key registers once, a second registration is another user", async () => {
  const { call } = openShop();
  const post = async (key: string) =>
    (await (await call("POST", "/users", ada, { "idempotency-key": key })).json()) as { userId: string };
  const first = await post("once");
  expect((await post("once")).userId).toBe(first.userId);
  expect((await post("twice")).userId).not.toBe(first.userId);
});

test.each([
  ["no address", { name: "Ada" }],
  ["an address that is none", { name: "Ada", email: "ada" }],
  ["no name", { name: "", email: "ada@example.com" }],
  ["what nobody asked for", { ...ada, admin: true }],
])("a registration with %s is refused", async (_, user) => {
  const { call, sent } = openShop();
  expect((await call("POST", "/users", user)).status).toBe(400);
  expect(sent).toEqual([]);
});

test("nobody is found who has not registered", async () => {
  expect((await openShop().call("GET", "/users/u-9")).status).toBe(404);
});
