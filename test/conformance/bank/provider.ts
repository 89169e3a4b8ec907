import { overTheLine } from "../../../functions/runtime/testing/simulation/outside-line.ts";
import type { World } from "../../../functions/runtime/testing/simulation/world.ts";
import type { Provider } from "../systems/bank/config.ts";

/** What the outside world did. */
export interface Outside {
  readonly provider: Provider;
  /** By key. */
  readonly charges: ReadonlyMap<string, { readonly id: string; readonly ref: string }>;
  readonly wires: readonly string[];
  /** Keys that came back for something else. */
  readonly mixedUp: readonly string[];
}

/** A provider whose answers can get lost and whose line can be busy, as the world's faults say. */
export function outsideOf(world: () => World): Outside {
  const charges = new Map<string, { id: string; ref: string }>();
  const wires: string[] = [];
  const mixedUp: string[] = [];
  const process = { name: "provider", alive: true };

  return {
    charges,
    wires,
    mixedUp,
    provider: {
      charge: (key, ref) =>
        overTheLine(world(), () => {
          const standing = charges.get(key) ?? { id: `charge-${charges.size + 1}`, ref };
          charges.set(key, standing);
          if (standing.ref !== ref) mixedUp.push(`${key} for ${standing.ref} and ${ref}`);
          return standing.id;
        }),
      wire: async (ref) => {
        const receipt = await overTheLine(world(), () => `wire-${wires.push(ref)}`);
        const { scheduler, faults } = world();
        // Some answers come after the claim has run out, and the message has been given to another worker.
        if (scheduler.random() < faults.probability)
          await scheduler.sleep(process, 100_000 + scheduler.random() * 500_000);
        return receipt;
      },
      notify: () => overTheLine(world(), () => undefined),
    },
  };
}
