import type { SystemData } from "../stacks/system-data.ts";
import { onItems, type Permission } from "./permission.ts";

/** What judges a key reads rows of its system, one at a time, and does nothing else. */
export const authorizerPermissions = ({ tables, system }: SystemData): Permission[] => [
  onItems(tables.models, ["GetItem"], system.name),
];
