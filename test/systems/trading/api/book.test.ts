import { expect, test } from "vitest";
import { terms } from "../listing.ts";
import { openExchange } from "./exchange.ts";

test("an instrument is listed once, on terms that stand", async () => {
  const { list, settle } = openExchange();
  const { body } = await list();
  expect(body).toMatchObject({ instrumentId: "ACME", bids: [], asks: [], last: null, halted: false, version: 1 });
  expect((await list()).body).toEqual(body);
  const { status, body: problem } = await settle("POST", "/instruments", { ...terms, referencePrice: 101 });
  expect([status, problem["code"]]).toEqual([409, "already-listed"]);
});

test("trading is halted and resumed", async () => {
  const { list, settle } = openExchange();
  await list();
  expect((await settle("POST", "/instruments/ACME/halt", { reason: "news" })).body).toMatchObject({ halted: true });
  expect((await settle("POST", "/instruments/ACME/resume")).body).toMatchObject({ halted: false });
});

test("the book is told as it was at an instant", async () => {
  const { list, settle, read, advance } = openExchange();
  await list();
  advance(60_000);
  await settle("POST", "/instruments/ACME/halt", { reason: "news" });
  expect((await read("/instruments/ACME/book?at=2026-01-01T12:00:30Z")).body).toMatchObject({ halted: false });
  expect((await read("/instruments/ACME/book?at=2026-01-01T12:02:00Z")).body).toMatchObject({ halted: true });
  expect((await read("/instruments/ACME/book?at=2026-01-01T11:00:00Z")).status).toBe(404);
});

test("the book itself is asked for a quote", async () => {
  const { list, read } = openExchange();
  await list();
  expect(await read("/instruments/ACME/quote")).toEqual({
    status: 200,
    body: { instrumentId: "ACME", halted: false },
  });
});

test("what nobody has listed has neither book nor quote", async () => {
  const { read, sent } = openExchange();
  expect((await read("/instruments/NONE/book")).status).toBe(404);
  expect((await read("/instruments/NONE/quote")).status).toBe(404);
  expect(sent).toEqual([]);
});
