import { expect, test } from "vitest";
import { coffee, gatewayBench } from "./card-gateway/bench.ts";

test("health says which service it is", async () => {
  const gateway = await gatewayBench();
  expect(await (await fetch(`${gateway.url()}/health`)).json()).toEqual({ status: "ok", service: "card-gateway" });
});

test("it listens on 127.0.0.1 alone", async () => {
  const gateway = await gatewayBench();
  expect(gateway.url()).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  await expect(fetch(gateway.url().replace("127.0.0.1", "127.0.0.2"))).rejects.toThrow("fetch failed");
});

test("a charge without a usable idempotency key is refused", async () => {
  const gateway = await gatewayBench();
  for (const key of [undefined, "", "k".repeat(256)]) {
    expect(await gateway.post("/charges", key, coffee)).toEqual({
      status: 400,
      body: {
        type: "urn:bugle:card-gateway:idempotency_key_missing",
        title: "The Idempotency-Key header must hold 1 to 255 characters",
        status: 400,
        code: "idempotency_key_missing",
      },
    });
  }
  expect(await gateway.charges()).toEqual([]);
});

test("a key that is the name of something built in is a key like any other", async () => {
  const gateway = await gatewayBench();
  for (const key of ["__proto__", "constructor", "toString"]) expect((await gateway.charge(key)).status).toBe(201);
  await gateway.restart();
  expect((await gateway.charges()).map(({ key }) => key)).toEqual(["__proto__", "constructor", "toString"]);
});

test("an unknown token is refused, naming the known ones and not itself", async () => {
  const gateway = await gatewayBench();
  const { status, body } = await gateway.charge("k1", { card: "4111111111111111" });
  expect({ status, code: body.code }).toEqual({ status: 422, code: "unknown_card_token" });
  expect(body.detail).toBe("use one of tok_ok, tok_declined, tok_hangs, tok_flaky, tok_dropped, tok_late");
  expect(JSON.stringify(body)).not.toContain("4111");
});

test.each([
  ["a part of a cent", { ...coffee, amount: 4.5 }],
  ["nothing", { ...coffee, amount: 0 }],
  ["less than nothing", { ...coffee, amount: -1 }],
  ["an amount in words", { ...coffee, amount: "450" }],
  ["another currency", { ...coffee, currency: "USD" }],
  ["no reference", { ...coffee, reference: "" }],
  ["a list", []],
])("a charge of %s is refused", async (_, body) => {
  const gateway = await gatewayBench();
  const reply = await gateway.post("/charges", "k1", body);
  expect(reply).toMatchObject({ status: 422, body: { code: "body_invalid", detail: expect.any(String) } });
  expect(await gateway.charges()).toEqual([]);
});

test("a body that is not JSON is refused", async () => {
  const gateway = await gatewayBench();
  expect(await gateway.post("/charges", "k1", "{")).toMatchObject({ status: 400, body: { code: "body_not_json" } });
});

test("a body over 16 KB is refused, announced or not", async () => {
  const gateway = await gatewayBench();
  const large = { ...coffee, padding: "x".repeat(16 * 1024) };
  expect(await gateway.post("/charges", "k1", large)).toMatchObject({ status: 413, body: { code: "body_too_large" } });
  expect((await chunked(gateway.url(), JSON.stringify(large))).status).toBe(413);
  expect((await chunked(gateway.url(), JSON.stringify(coffee))).status).toBe(201);
});

test("an unknown address is a problem too", async () => {
  const gateway = await gatewayBench();
  const response = await fetch(`${gateway.url()}/customers`);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(await response.json()).toMatchObject({ status: 404, code: "not_found" });
});

function chunked(url: string, text: string): Promise<Response> {
  const body = new Blob([text]).stream();
  const headers = { "idempotency-key": "chunked" };
  return fetch(`${url}/charges`, { method: "POST", headers, body, duplex: "half" });
}
