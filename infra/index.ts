export { type AddedSystems, addSystems } from "./add-systems.ts";
