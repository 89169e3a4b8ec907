import { expect, test } from "vitest";
import type { Consumer, Manifest } from "../../functions/runtime/manifest.ts";
import { makeApp } from "./fixture.ts";

const subscriber = (i: number): Consumer => ({
  name: `shop/s${i}`,
  system: "shop",
  kind: "subscriber",
  fifo: false,
  writes: `shop/s${i}`,
  filter: { types: ["Placed"] },
  fromBus: [],
  handlers: [
    {
      name: `s${i}`,
      file: `shop/s${i}.ts`,
      receives: ["Placed"],
      emits: [],
      sends: [],
      needs: [],
      uses: [],
      effect: "none",
    },
  ],
});

const systemOf = (many: number): Manifest => ({
  systems: [{ name: "shop", contracts: [], consumers: Array.from({ length: many }, (_, i) => subscriber(i)) }],
});

test("a stack near the limits of CloudFormation fails the synth and says what to do", () => {
  const runner = { "bugle:handlers": "runner" };
  expect(() => makeApp({ manifest: systemOf(61), context: runner }).synth()).not.toThrow();
  expect(() => makeApp({ manifest: systemOf(62), context: runner }).synth()).toThrow(
    /Bugle-dev-shop-data.*has 451 resources of at most 450: split the system in two/,
  );
});

test("a stack whose neighbours read too many of its outputs fails the synth", () => {
  expect(() => makeApp({ manifest: systemOf(46) }).synth()).not.toThrow();
  expect(() => makeApp({ manifest: systemOf(47) }).synth()).toThrow(
    /has 20\d outputs of at most 200: split the system in two/,
  );
});
