import { expect, test, vi } from "vitest";
import { gatewayBench } from "./card-gateway/bench.ts";

test("tok_declined is declined, and declined again under the same key", async () => {
  const gateway = await gatewayBench();
  const declined = { status: 402, body: { status: "declined", code: "card_declined" } };
  expect(await gateway.charge("k1", { card: "tok_declined" })).toEqual(declined);
  expect(await gateway.charge("k1", { card: "tok_declined" })).toEqual(declined);
  expect(await gateway.charges()).toMatchObject([{ key: "k1", status: "declined" }]);
});

test("tok_flaky fails the first try of a key, across a restart, then charges once", async () => {
  const gateway = await gatewayBench();
  expect(await gateway.charge("k1", { card: "tok_flaky" })).toMatchObject({ status: 500 });
  expect(await gateway.charges()).toEqual([]);
  await gateway.restart();
  const second = await gateway.charge("k1", { card: "tok_flaky" });
  expect(second).toMatchObject({ status: 201, body: { status: "succeeded" } });
  expect(await gateway.charge("k1", { card: "tok_flaky" })).toEqual(second);
  expect(await gateway.charge("k2", { card: "tok_flaky" })).toMatchObject({ status: 500 });
  expect(await gateway.charges()).toHaveLength(1);
});

test("a failed first try binds its key to its body", async () => {
  const gateway = await gatewayBench();
  await gateway.charge("k1", { card: "tok_flaky" });
  expect(await gateway.charge("k1")).toMatchObject({ status: 409, body: { code: "key_reused" } });
});

test("tok_hangs never answers, charges nothing and leaves its key free", async () => {
  const gateway = await gatewayBench();
  const gone = new AbortController();
  const hanging = gateway.charge("k1", { card: "tok_hangs" }, gone.signal);
  const answer = hanging.then(
    () => "answered",
    (error: Error) => error.name,
  );
  for (const key of ["k2", "k3", "k4"]) await gateway.charge(key);
  gone.abort();
  expect(await answer).toBe("AbortError");
  expect((await gateway.charges()).map(({ key }) => key)).toEqual(["k2", "k3", "k4"]);
  expect(await gateway.charge("k1")).toMatchObject({ status: 201 });
});

test("tok_dropped takes the money without a word, and a retry hears of it", async () => {
  const gateway = await gatewayBench();
  await expect(gateway.charge("k1", { card: "tok_dropped" })).rejects.toThrow("fetch failed");
  const taken = await gateway.charges();
  expect(taken).toMatchObject([{ key: "k1", status: "succeeded" }]);
  const retry = await gateway.charge("k1", { card: "tok_dropped" });
  expect(retry).toMatchObject({ status: 201, body: { id: taken[0]?.id, status: "succeeded" } });
  expect(await gateway.charges()).toEqual(taken);
});

/** Sends a charge that nobody will answer and goes away once the gateway has it on its books. */
async function sendLate(gateway: Awaited<ReturnType<typeof gatewayBench>>, key: string): Promise<void> {
  const gone = new AbortController();
  const answer = gateway.charge(key, { card: "tok_late" }, gone.signal).then(
    () => "answered",
    (error: Error) => error.name,
  );
  const otherBody = () => gateway.charge(key, { card: "tok_hangs", amount: 1 }, AbortSignal.timeout(200));
  await vi.waitFor(async () => expect(await otherBody()).toMatchObject({ status: 409 }), { timeout: 10_000 });
  gone.abort();
  expect(await answer).toBe("AbortError");
}

const waitForKeys = (gateway: Awaited<ReturnType<typeof gatewayBench>>, keys: string[]) =>
  vi.waitFor(async () => expect((await gateway.charges()).map(({ key }) => key)).toEqual(keys), { timeout: 10_000 });

test("tok_late takes the money after its client has gone, once", async () => {
  const gateway = await gatewayBench(1);
  await sendLate(gateway, "k1");
  await waitForKeys(gateway, ["k1"]);
  expect(await gateway.charge("k1", { card: "tok_late" })).toMatchObject({ status: 201, body: { amount: 450 } });
  expect(await gateway.charges()).toHaveLength(1);
});

test("tok_late has taken nothing before it is due", async () => {
  const gateway = await gatewayBench(3_600_000);
  await sendLate(gateway, "k1");
  expect(await gateway.charges()).toEqual([]);
});

test("tok_late is taken by a gateway started after the one that promised it", async () => {
  const gateway = await gatewayBench(3_600_000);
  await sendLate(gateway, "k1");
  await gateway.restartLater();
  await waitForKeys(gateway, ["k1"]);
});

test("tok_late takes nothing under a key voided by then", async () => {
  const gateway = await gatewayBench(3_600_000);
  await sendLate(gateway, "k1");
  await sendLate(gateway, "k2");
  expect(await gateway.voidKey("k1")).toEqual({ status: 200, body: { status: "voided" } });
  await gateway.restartLater();
  await waitForKeys(gateway, ["k2"]);
  expect(await gateway.charge("k1", { card: "tok_late" })).toMatchObject({ status: 409, body: { code: "key_voided" } });
});
