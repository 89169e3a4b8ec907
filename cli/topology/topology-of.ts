import type { Consumer, ContractEntry, Manifest, System } from "../../functions/runtime/manifest.ts";
import { type Road, roadOf } from "./road.ts";

/** A contract with everyone who says or hears it, as `system/handler`; `system/api` is an HTTP face. */
export interface Said {
  readonly kind: ContractEntry["kind"];
  readonly type: string;
  readonly version: number;
  readonly public: boolean;
  readonly docs: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

export interface SystemTopology {
  readonly name: string;
  readonly contracts: readonly Said[];
  readonly roads: readonly Road[];
}

export interface Topology {
  readonly systems: readonly SystemTopology[];
}

const ORDER = ["command", "event", "document"];

type Handler = Consumer["handlers"][number];

function namesOf(consumers: readonly Consumer[], picks: (handler: Handler, consumer: Consumer) => boolean): string[] {
  return consumers.flatMap((consumer) =>
    consumer.handlers.filter((handler) => picks(handler, consumer)).map(({ name }) => `${consumer.system}/${name}`),
  );
}

const says = (type: string) => (handler: Handler) =>
  [...handler.emits, ...handler.sends, handler.replies].includes(type);

const hears = (type: string) => (handler: Handler) => handler.receives.includes(type);

/** The topology that a manifest means; `apis` tells which systems' APIs send a command. */
export function topologyOf({ systems }: Manifest, apis: ReadonlyMap<string, readonly string[]>): Topology {
  const consumers = systems.flatMap((system) => system.consumers);
  const said = ({ kind, type, version, public: open, docs }: ContractEntry): Said => ({
    kind,
    type,
    version,
    public: open,
    docs,
    from: [...(apis.get(type) ?? []).map((system) => `${system}/api`), ...namesOf(consumers, says(type))],
    to: namesOf(consumers, hears(type)),
  });
  return {
    systems: systems.map(({ name, contracts, consumers }: System) => ({
      name,
      contracts: contracts.map(said).sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind)),
      roads: consumers.map(roadOf),
    })),
  };
}
