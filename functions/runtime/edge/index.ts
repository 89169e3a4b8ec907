export { accept, acceptAll, type Place } from "./accept.ts";
export { type AskOptions, ask } from "./ask.ts";
export { type Api, api, type EdgeContext, newId, resource } from "./edge.ts";
export { fact, history } from "./history.ts";
export { list, pageAnswer } from "./list.ts";
export { operation } from "./operation.ts";
export { problem } from "./problem.ts";
export { afterToken, atTime, paging } from "./queries.ts";
export { find, view } from "./view.ts";
