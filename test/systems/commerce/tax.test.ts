import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import calculateTax from "../../../functions/commerce/calculate-tax.ts";
import { CalculateTax, Tax } from "../../../functions/commerce/contracts.ts";
import { taxIncluded } from "../../../functions/commerce/domain/tax.ts";
import { given } from "../../../functions/runtime/testing/index.ts";
import { euros, orderId } from "./samples.ts";

describe("the tax of an order", () => {
  test.each([
    ["GB", 1_350, { rate: 2_000, net: 1_125, tax: 225 }],
    ["DE", 1_000, { rate: 1_900, net: 840, tax: 160 }],
    ["CH", 10_000, { rate: 810, net: 9_251, tax: 749 }],
    ["US", 1_000, { rate: 0, net: 1_000, tax: 0 }],
  ])("in %s is part of %i", (country, total, { rate, net, tax }) =>
    given(calculateTax)
      .when(new CalculateTax({ orderId, country, total: euros(total) }))
      .then(new Tax({ orderId, rate, net: euros(net), tax: euros(tax) })),
  );
});

describe("tax that a price includes", () => {
  test.each([
    [1, 2_000, 0],
    [3, 2_000, 1],
    [9, 2_000, 2],
    [Number.MAX_SAFE_INTEGER, 2_500, 1_801_439_850_948_198],
  ])("of %i at %i basis points is rounded to the nearest minor unit, halves up: %i", (amount, rate, tax) => {
    expect(taxIncluded(euros(amount), rate).tax.amount).toBe(tax);
  });
  test("and the net price add up to the price, whatever it is", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1 }), fc.integer({ min: 0, max: 10_000 }), (amount, rate) => {
        const { net, tax } = taxIncluded(euros(amount), rate);
        expect(net.amount + tax.amount).toBe(amount);
        expect(Math.abs(tax.amount - (amount * rate) / (10_000 + rate))).toBeLessThanOrEqual(0.5);
      }),
    );
  });
});
