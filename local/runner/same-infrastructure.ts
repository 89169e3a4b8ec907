import { longTargets } from "../../functions/runtime/long-wait.ts";
import type { Consumer, Manifest } from "../../functions/runtime/manifest.ts";

/** What of a consumer a deploy makes queues and subscriptions from. */
const deployed = (consumer: Consumer) => {
  const { name, kind, fifo, filter, fromBus, handlers } = consumer;
  return {
    name,
    kind,
    fifo,
    filter,
    fromBus,
    needs: handlers.some(({ needs }) => needs.length > 0),
  };
};

const placesIn = ({ systems }: Manifest) =>
  systems.map((system) => [system.name, system.consumers.map(deployed), longTargets(system).map(({ name }) => name)]);

/** Whether a deploy of one manifest is as good as one of the other, the handlers' code aside. */
export const sameInfrastructure = (one: Manifest, other: Manifest): boolean =>
  JSON.stringify(placesIn(one)) === JSON.stringify(placesIn(other));
