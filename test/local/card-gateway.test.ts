import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { startCardGateway } from "../../local/card-gateway/index.ts";
import { coffee, gatewayBench } from "./card-gateway/bench.ts";

test("a charge is answered with its id and what was taken", async () => {
  const gateway = await gatewayBench();
  expect(await gateway.charge("k1")).toEqual({
    status: 201,
    body: {
      id: expect.stringMatching(/^ch_/),
      status: "succeeded",
      amount: 450,
      currency: "EUR",
      reference: "order-1",
    },
  });
});

test("the same key and body is charged once and answered alike", async () => {
  const gateway = await gatewayBench();
  const first = await gateway.charge("k1");
  expect(await gateway.charge("k1")).toEqual(first);
  expect(await gateway.charges()).toHaveLength(1);
});

test("tries of one key at the same time get one charge and one answer", async () => {
  const gateway = await gatewayBench();
  const replies = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(() => gateway.charge("k1")));
  expect(new Set(replies.map(({ body }) => body.id)).size).toBe(1);
  expect(await gateway.charges()).toHaveLength(1);
});

test("the same key with another body is refused and takes nothing", async () => {
  const gateway = await gatewayBench();
  await gateway.charge("k1");
  expect(await gateway.charge("k1", { amount: 451 })).toMatchObject({ status: 409, body: { code: "key_reused" } });
  expect((await gateway.charges()).map(({ amount }) => amount)).toEqual([450]);
});

test("a void of an unknown key lets it never be charged", async () => {
  const gateway = await gatewayBench();
  expect(await gateway.voidKey("k1")).toEqual({ status: 200, body: { status: "voided" } });
  expect(await gateway.voidKey("k1")).toEqual({ status: 200, body: { status: "voided" } });
  expect(await gateway.charge("k1")).toMatchObject({ status: 409, body: { code: "key_voided" } });
  expect(await gateway.charges()).toEqual([]);
});

test("a void of a charged key gives the money back once and closes the key", async () => {
  const gateway = await gatewayBench();
  const { body } = await gateway.charge("k1");
  const refunded = { status: 200, body: { status: "refunded", charge: body.id } };
  expect(await gateway.voidKey("k1")).toEqual(refunded);
  const [listed] = await gateway.charges();
  expect(listed).toMatchObject({ status: "refunded", refundedAt: expect.any(String) });
  expect(await gateway.voidKey("k1")).toEqual(refunded);
  expect(await gateway.charges()).toEqual([listed]);
  expect(await gateway.charge("k1")).toMatchObject({ status: 409, body: { code: "key_voided" } });
});

test("a void of a declined key has nothing to give back", async () => {
  const gateway = await gatewayBench();
  await gateway.charge("k1", { card: "tok_declined" });
  expect(await gateway.voidKey("k1")).toEqual({ status: 200, body: { status: "voided" } });
  expect(await gateway.charge("k1", { card: "tok_declined" })).toMatchObject({ status: 409 });
});

test("a charge refunded twice has one refund, whatever the keys", async () => {
  const gateway = await gatewayBench();
  const charge = (await gateway.charge("k1")).body.id;
  const first = await gateway.refund("r1", charge);
  expect(first).toEqual({ status: 200, body: { id: expect.stringMatching(/^re_/), charge, status: "refunded" } });
  expect(await gateway.refund("r1", charge)).toEqual(first);
  expect(await gateway.refund("r2", charge)).toEqual(first);
  expect(await gateway.charges()).toMatchObject([{ id: charge, status: "refunded" }]);
});

test("a refunded charge still replays its first answer", async () => {
  const gateway = await gatewayBench();
  const first = await gateway.charge("k1");
  await gateway.refund("r1", first.body.id);
  expect(await gateway.charge("k1")).toEqual(first);
});

test("a refund that cannot be is refused by name", async () => {
  const gateway = await gatewayBench();
  const one = (await gateway.charge("k1")).body.id;
  const other = (await gateway.charge("k2")).body.id;
  await gateway.charge("k3", { card: "tok_declined" });
  const declined = (await gateway.charges()).find(({ key }) => key === "k3")?.id;
  await gateway.refund("r1", one);
  expect(await gateway.refund("r1", other)).toMatchObject({ status: 409, body: { code: "key_reused" } });
  expect(await gateway.refund("r2", "ch_none")).toMatchObject({ status: 404, body: { code: "charge_unknown" } });
  expect(await gateway.refund("r3", declined)).toMatchObject({ status: 409, body: { code: "charge_declined" } });
  expect(await gateway.post("/refunds", undefined, { charge: one })).toMatchObject({ status: 400 });
});

test("the list names each charge in full, oldest first", async () => {
  const gateway = await gatewayBench();
  await gateway.charge("k1");
  await gateway.charge("k2", { amount: 900, card: "tok_declined", reference: "order-2" });
  const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/);
  const id = expect.stringMatching(/^ch_/);
  expect(await gateway.charges()).toEqual([
    { id, key: "k1", amount: 450, currency: "EUR", reference: "order-1", card: "tok_ok", status: "succeeded", at },
    { id, key: "k2", amount: 900, currency: "EUR", reference: "order-2", card: "tok_declined", status: "declined", at },
  ]);
});

test("a restart forgets nothing", async () => {
  const gateway = await gatewayBench();
  const charged = await gateway.charge("k1");
  const declined = await gateway.charge("k2", { card: "tok_declined" });
  const refunded = await gateway.refund("r1", charged.body.id);
  await gateway.voidKey("k3");
  const before = await gateway.charges();
  await gateway.restart();
  expect(await gateway.charges()).toEqual(before);
  expect(await gateway.charge("k1")).toEqual(charged);
  expect(await gateway.charge("k2", { card: "tok_declined" })).toEqual(declined);
  expect(await gateway.refund("r1", charged.body.id)).toEqual(refunded);
  expect(await gateway.charge("k3")).toMatchObject({ status: 409, body: { code: "key_voided" } });
});

test("an answered charge is on disk, whole, with no temporary file beside it", async () => {
  const gateway = await gatewayBench();
  await gateway.charge("k1");
  expect(JSON.parse(await readFile(gateway.file, "utf8"))).toMatchObject({ version: 1, entries: [{ key: "k1" }] });
  expect(await readdir(dirname(gateway.file))).toEqual(["cards.json"]);
});

test("of the card nothing but the token is kept", async () => {
  const gateway = await gatewayBench();
  await gateway.post("/charges", "k1", { ...coffee, number: "4111111111111111", cvc: "737", holder: "Ada" });
  expect(await readFile(gateway.file, "utf8")).not.toMatch(/4111|737|Ada/);
  const [entry] = JSON.parse(await readFile(gateway.file, "utf8")).entries;
  expect(entry.request).toEqual(coffee);
});

test("a charge that cannot be saved is not charged", async () => {
  const gateway = await gatewayBench();
  await mkdir(gateway.file, { recursive: true });
  expect(await gateway.charge("k1")).toMatchObject({ status: 500, body: { code: "gateway_failed" } });
  expect(await gateway.charges()).toEqual([]);
});

test("a corrupt file is refused at start with a way out, and left as it is", async () => {
  const { file } = await gatewayBench();
  await mkdir(dirname(file), { recursive: true });
  for (const text of ["{ half", JSON.stringify({ version: 1, entries: [{ key: 7 }], refundKeys: [] })]) {
    await writeFile(file, text);
    await expect(startCardGateway({ port: 0, file })).rejects.toMatchObject({
      code: "card-gateway-file-corrupt",
      message: `${file} does not hold the card gateway's state`,
      help: "repair the file, or delete it to begin with no charges",
    });
    expect(await readFile(file, "utf8")).toBe(text);
  }
});

test("a port in use is refused by name", async () => {
  const gateway = await gatewayBench();
  const port = Number(new URL(gateway.url()).port);
  await expect(startCardGateway({ port, file: gateway.file })).rejects.toMatchObject({
    code: "card-gateway-port-taken",
    help: "stop what listens there, or choose another port",
  });
});
