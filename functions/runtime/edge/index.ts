export { accept, type Place } from "./accept.ts";
export { body } from "./body.ts";
export { type Api, api, type EdgeContext, newId, resource } from "./edge.ts";
export { problem } from "./problem.ts";
export { find, view } from "./view.ts";
