import { describe, expect, test } from "vitest";
import * as z from "zod";
import { api, operation, resource } from "../../../functions/runtime/edge/index.ts";
import { openKitchen, problemOf } from "./kitchen.ts";

const amount = z.int().min(0).max(100);
const currency = z
  .string()
  .min(1)
  .regex(/^[A-Z]{3}$/, "is not an ISO 4217 code");
const tip = z.strictObject({ amount, currency, to: z.enum(["cook", "waiter"]) });
const declared = operation({
  summary: "Tips",
  path: { day: z.iso.date() },
  query: { tables: z.coerce.number().int().max(9).default(1) },
  body: tip,
});

const tips = () =>
  openKitchen({
    api: api(
      resource().post("/days/:day/tips", declared, (c) =>
        c.json([c.req.valid("param"), c.req.valid("query"), c.req.valid("json")]),
      ),
    ),
  });

const DAY = "/days/2026-01-31/tips";
const good = { amount: 5, currency: "EUR", to: "cook" };

async function errorsOf(body: object) {
  const { errors } = await problemOf(await tips().json("POST", DAY, body));
  return errors;
}

test("a handler gets what was declared as its schemas have read it", async () => {
  const response = await tips().json("POST", `${DAY}?tables=3&more=1`, good);
  expect(await response.json()).toEqual([{ day: "2026-01-31" }, { tables: 3 }, good]);
});

test.each([
  ["/days/2026-02-30/tips", "path-invalid", "day"],
  [`${DAY}?tables=10`, "query-invalid", "tables"],
])("%s is refused as %s", async (path, code, field) => {
  expect(await problemOf(await tips().json("POST", path, good))).toMatchObject({
    type: `urn:bugle:problem:${code}`,
    status: 400,
    errors: [{ field }],
  });
});

describe("a refusal", () => {
  test("says of what is not there that it is missing", async () => {
    const errors = ["amount", "currency", "to"].map((field) => ({ field, reason: "is missing" }));
    expect(await errorsOf({})).toEqual(errors);
  });

  test("names a number beyond every bound once, with the bound that was declared", async () => {
    const reason = "is above 100";
    expect(await errorsOf({ ...good, amount: 1e308 })).toEqual([{ field: "amount", reason }]);
  });

  test("names every fault of a field and every field that is not known", async () => {
    expect(await errorsOf({ ...good, currency: "", tables: 1, from: 2 })).toEqual([
      { field: "currency", reason: "is empty" },
      { field: "currency", reason: "is not an ISO 4217 code" },
      { field: "tables", reason: "is not known here" },
      { field: "from", reason: "is not known here" },
    ]);
  });
});
