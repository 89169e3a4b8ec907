import { describe, expect, it } from "vitest";
import { fakeTables } from "../../functions/runtime/testing/fake-tables.ts";
import { countRecipe, openProcess } from "../bench/counts/count.ts";
import { RECIPES, type RecipeName } from "../bench/counts/recipes.ts";

type Cost = readonly [calls: number, writeUnits: number, readUnits: number];

interface Expected {
  readonly alone: { readonly first: Cost; readonly duplicate: Cost };
  readonly often: { readonly first: Cost; readonly duplicate: Cost };
}

const same = (first: Cost, duplicate: Cost): Expected => ({
  alone: { first, duplicate },
  often: { first, duplicate },
});

/** What a message costs when its batch is one message, and when it is ten: the table that the bench prints. */
const EXPECTED: Readonly<Record<RecipeName, Expected>> = {
  stateless: same([1, 1, 0], [1, 1, 0]),
  again: same([1, 1, 0], [1, 0, 1]),
  warm: same([1, 1, 0], [1, 0, 1]),
  cold: same([2, 1, 1], [1, 0, 1]),
  folded: {
    alone: { first: [1, 1, 0], duplicate: [1, 0, 1] },
    often: { first: [0.1, 0.3, 0], duplicate: [0.1, 0, 0.2] },
  },
  hold: same([2, 2, 0], [1, 0, 1]),
  saga: same([2, 1, 1], [1, 0, 1]),
  projection: same([2, 1, 1], [1, 0, 1]),
  totals: {
    alone: { first: [2, 4, 2], duplicate: [1, 0, 2] },
    often: { first: [0.2, 2.2, 1.1], duplicate: [0.1, 0, 1.1] },
  },
  atMostOnce: same([1, 0, 0], [1, 0, 0]),
  powertools: same([3, 3, 0], [1, 1, 0]),
  powertoolsFifo: same([3, 3, 0], [1, 1, 0]),
};

const named = ([calls, writeUnits, readUnits]: Cost) => ({ calls, writeUnits, readUnits });

describe("what a message costs, in AWS calls, write units and read units", () => {
  for (const [name, { alone, often }] of Object.entries(EXPECTED) as [RecipeName, Expected][]) {
    const { title } = RECIPES[name];

    it(`${title}: in a batch of its own, first and again`, async () => {
      const { first, duplicate } = await countRecipe(name, 1);
      expect({ first, duplicate }).toEqual({ first: named(alone.first), duplicate: named(alone.duplicate) });
    });

    it(`${title}: in a batch of ten, first and again`, async () => {
      const { first, duplicate } = await countRecipe(name, 10);
      expect({ first, duplicate }).toEqual({ first: named(often.first), duplicate: named(often.duplicate) });
    });
  }

  it("a duplicate that a warm copy knows: nothing", async () => {
    const { handle } = openProcess(RECIPES.warm, fakeTables());
    const messages = [RECIPES.warm.message(0, 0)];
    await handle(messages, 1);
    expect(await handle(messages, 2)).toEqual(named([0, 0, 0]));
  });
});
