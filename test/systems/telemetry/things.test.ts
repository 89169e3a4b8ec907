import { expect, test } from "vitest";
import { openContact } from "./contact.ts";

const at = "2026-01-01T11:59:00.000Z";
const readings = { readings: [{ metric: "celsius", at, value: 21.5 }] };

test("what a device publishes under its own name is taken without a key, as if it had been posted", async () => {
  const { device, published } = openContact();
  await device("d-1");
  expect(await published("d-1", "devices/d-1/readings", readings)).toBe(202);
});

test("a client that publishes for another device, or that nobody has registered, is refused", async () => {
  const { device, published } = openContact();
  await device("d-1");
  await device("d-2");
  expect(await published("d-2", "devices/d-1/readings", readings)).toBe(401);
  expect(await published("d-9", "devices/d-9/readings", readings)).toBe(401);
});

test("the same checks hold as over HTTP", async () => {
  const { device, published } = openContact();
  await device("d-1");
  expect(await published("d-1", "devices/d-1/readings", { readings: [] })).toBe(400);
  const wrong = { readings: [{ metric: "celsius", at: "1970-01-01T00:00:00.000Z", value: 1 }] };
  expect(await published("d-1", "devices/d-1/readings", wrong)).toBe(422);
});
