import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { analyticsCollector } from "../../../functions/commerce/analytics.ts";
import { UserRegistered } from "../../../functions/commerce/contracts.ts";
import count from "../../../functions/commerce/count-registration-on-user-registered.ts";
import { given } from "../../../functions/runtime/testing/index.ts";

const NOON = "2026-01-01T12:00:00.000Z";

/** A collector that answers `status`, or never; its client gives up after 50 ms. */
async function collector(status: number | undefined) {
  const counts: unknown[] = [];
  const server = createServer(async (request, response) => {
    counts.push(JSON.parse(await text(request)));
    if (status !== undefined) response.writeHead(status).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/counts`;
  return { counts, client: analyticsCollector(url, status === undefined ? 50 : undefined) };
}

test("a registration is counted without saying whose", async () => {
  const { counts, client } = await collector(202);
  await given(count)
    .when(new UserRegistered({ userId: "u-1" }), { needs: { analytics: client } })
    .thenNothing();
  expect(counts).toEqual([{ event: "user-registered", at: NOON }]);
});

test("nothing is counted without a collector", async () => {
  await expect(analyticsCollector(undefined).count("user-registered", NOON)).resolves.toBeUndefined();
});

test.each([
  ["refuses", 503, { message: "the analytics collector answers 503" }],
  ["never answers", undefined, { name: "TimeoutError" }],
])("a collector that %s fails the count", async (_, status, error) => {
  const { client } = await collector(status);
  await expect(client.count("user-registered", NOON)).rejects.toMatchObject(error);
});

test("a count that fails is not tried again, and holds up nobody", () => {
  expect(count.options.delivery).toBe("at-most-once");
});
