import { existsSync } from "node:fs";
import { join } from "node:path";
import { startCardGateway } from "../card-gateway/index.ts";
import type { BringUpOptions } from "./ground.ts";

/** What stands in for the services outside the systems. */
export interface OutsideServices {
  /** Where they are, as the systems' configuration: values that only this run knows, by system. */
  readonly config: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** What to tell of them, as the end of a line. */
  readonly told: string;
  stop(): Promise<void>;
}

/** Starts them on this machine: the card gateway, where there is a shop; `file` keeps what it did. */
export async function startOutsideServices(
  { functions, systems }: Pick<BringUpOptions, "functions" | "systems">,
  file?: string,
): Promise<OutsideServices> {
  const isShop = systems?.includes("commerce") ?? existsSync(join(functions, "commerce"));
  if (!isShop) return { config: {}, told: "", stop: async () => {} };
  const { url, stop } = await startCardGateway({ port: 0, ...(file !== undefined && { file }) });
  return { config: { commerce: { cardGatewayUrl: url } }, told: `, card gateway at ${url}`, stop };
}
