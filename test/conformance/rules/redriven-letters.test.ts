import { expect, it } from "vitest";
import { envelopeOf } from "../../../functions/runtime/testing/simulation/envelopes.ts";
import { createWorld } from "../../../functions/runtime/testing/simulation/world.ts";
import { Grind, openMill } from "../parking/mill.ts";

const HOUR = 3_600_000;

it.each(["park", "halt"] as const)(
  "a letter is answered ahead of the messages that wait for it: %s",
  async (exhausted) => {
    const mended = new Set<string>();
    const world = createWorld({ loaded: openMill(exhausted, mended), seed: 1 });
    const { scheduler, cloud, ground } = world;
    for (const place of [0, 1, 2]) {
      const mood = place === 0 ? "terminal" : "fine";
      world.send(envelopeOf(`c${place}`, new Grind({ millId: "a", place, mood }), scheduler.now()));
    }
    const operate = async () => {
      await scheduler.sleep({ name: "operator", alive: true }, HOUR);
      mended.add("c0");
      cloud.redrive("mill/mill");
    };
    const since = scheduler.now();
    void operate();
    await world.settle();
    expect(ground.all().flatMap(({ answers }) => answers.map(({ id }) => id))).toEqual(["c0", "c1", "c2"]);
    expect(scheduler.now() - since).toBeLessThan(2 * HOUR);
  },
);
