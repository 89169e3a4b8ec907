import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, onTestFinished, test } from "vitest";
import { cardGateway } from "../../../functions/commerce/cards.ts";

const request = { amount: 450, currency: "EUR", card: "tok_ok", reference: "o-1" };

/** A gateway that answers every call alike and notes it; `client` is a client of it. */
async function gateway(answer: (response: ServerResponse) => void) {
  const calls: unknown[] = [];
  const server = createServer(async (call: IncomingMessage, response) => {
    const { authorization, "idempotency-key": key } = call.headers;
    calls.push({ path: call.url, key, authorization, body: JSON.parse(await text(call)) });
    answer(response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { calls, url, client: cardGateway(url, "secret-1") };
}

const json = (status: number, body: unknown) => (response: ServerResponse) =>
  void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));

describe("a charge", () => {
  test("is sent with its key and the gateway's secret, and answers its id", async () => {
    const { client, calls } = await gateway(json(201, { id: "ch-1", status: "succeeded" }));
    expect(await client.charge("k-1", request)).toEqual({ status: "succeeded", charge: "ch-1" });
    expect(calls).toEqual([{ path: "/charges", key: "k-1", authorization: "Bearer secret-1", body: request }]);
  });
  test.each([
    [402, { status: "declined", code: "card_declined" }, { status: "declined", code: "card_declined" }],
    [422, { code: "unknown_card_token" }, { status: "declined", code: "unknown_card_token" }],
    [409, { code: "key_voided" }, { status: "voided" }],
  ])("answered by %i %j is %j", async (status, body, expected) => {
    const { client } = await gateway(json(status, body));
    expect(await client.charge("k-1", request)).toEqual(expected);
  });
});

test("a key is voided, and a charge under it refunded", async () => {
  const voids = await gateway(json(200, { status: "voided" }));
  expect(await voids.client.void("k-1")).toEqual({ status: "voided" });
  expect(voids.calls).toMatchObject([{ path: "/voids", body: { key: "k-1" } }]);
  const refunds = await gateway(json(200, { status: "refunded", charge: "ch-1" }));
  expect(await refunds.client.void("k-1")).toEqual({ status: "refunded", charge: "ch-1" });
});

test("a charge is refunded under a key of its own", async () => {
  const { client, calls } = await gateway(json(200, { id: "re-1", charge: "ch-1", status: "refunded" }));
  expect(await client.refund("ch-1", "k-2")).toBeUndefined();
  expect(calls).toMatchObject([{ path: "/refunds", key: "k-2", body: { charge: "ch-1" } }]);
});

test("no secret is sent where there is none", async () => {
  const { url, calls } = await gateway(json(200, { status: "voided" }));
  await cardGateway(url).void("k-1");
  expect(calls).toEqual([{ path: "/voids", key: undefined, authorization: undefined, body: { key: "k-1" } }]);
});

describe("what no retry mends is terminal", () => {
  const refused = { verdict: "terminal", code: "card-gateway-refused" };
  test("another charge under a used key", async () => {
    const { client } = await gateway(json(409, { code: "key_reused" }));
    await expect(client.charge("k-1", request)).rejects.toMatchObject(refused);
  });
  test("the refund of an unknown charge", async () => {
    const { client } = await gateway(json(404, { code: "charge_unknown" }));
    await expect(client.refund("ch-1", "k-2")).rejects.toMatchObject({
      ...refused,
      message: "the card gateway refused /refunds: 404 charge_unknown",
    });
  });
  test("a wrong secret", async () => {
    const { client } = await gateway(json(401, "who are you?"));
    await expect(client.void("k-1")).rejects.toMatchObject(refused);
  });
});

describe("what a retry may mend fails", () => {
  const unavailable = { code: "card-gateway-unavailable" };
  test.each([500, 503, 429, 408])("an answer of %i", async (status) => {
    const { client } = await gateway(json(status, {}));
    const error = await client.charge("k-1", request).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject(unavailable);
    expect(error).not.toHaveProperty("verdict");
  });
  test("an answer that cannot be read", async () => {
    const { client } = await gateway((response) => void response.writeHead(201).end("<html>"));
    await expect(client.charge("k-1", request)).rejects.toMatchObject(unavailable);
  });
  test("a connection that is cut", async () => {
    const { client } = await gateway((response) => void response.destroy());
    const error = await client.charge("k-1", request).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ ...unavailable, cause: { message: "fetch failed" } });
  });
  test("no answer in time", async () => {
    const { url } = await gateway(() => undefined);
    await expect(cardGateway(url, undefined, 30).charge("k-1", request)).rejects.toMatchObject({
      ...unavailable,
      cause: { name: "TimeoutError" },
    });
  });
});
