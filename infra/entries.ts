import { keyedRoutes } from "../functions/runtime/api-routes.ts";
import type { Consumer, Manifest, System } from "../functions/runtime/manifest.ts";

export type SystemEntryKind = "relay" | "relay-retry" | "sweeper" | "api" | "things" | "authorizer";

/** One Lambda of a system, and the folder its code is bundled into. */
export type Entry =
  | { readonly name: string; readonly kind: "consumer"; readonly system: System; readonly consumer: Consumer }
  | { readonly name: string; readonly kind: SystemEntryKind; readonly system: System };

export const consumerEntryName = ({ name }: Consumer): string => `${name}/consumer`;
export const systemEntryName = ({ name }: System, kind: SystemEntryKind): string => `${name}/${kind}/entry`;

/** Every Lambda the manifest asks for. */
export function entriesOf({ systems }: Manifest): Entry[] {
  return systems.flatMap((system): Entry[] => {
    const kinds: SystemEntryKind[] = [
      "relay",
      "relay-retry",
      "sweeper",
      ...(system.api ? ["api" as const] : []),
      ...(system.things ? ["things" as const] : []),
      ...(keyedRoutes(system).length > 0 ? ["authorizer" as const] : []),
    ];
    return [
      ...system.consumers.map(
        (consumer): Entry => ({ name: consumerEntryName(consumer), kind: "consumer", system, consumer }),
      ),
      ...kinds.map((kind): Entry => ({ name: systemEntryName(system, kind), kind, system })),
    ];
  });
}
