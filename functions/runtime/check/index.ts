export { commandsOfApis } from "./api-commands.ts";
export { check } from "./check.ts";
export type { Finding } from "./finding.ts";
export { loadAndCheck } from "./load.ts";
export { rules } from "./rules/index.ts";
