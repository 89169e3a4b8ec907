export type { Stacks } from "./add-stacks.ts";
export { addSystems } from "./add-systems.ts";
