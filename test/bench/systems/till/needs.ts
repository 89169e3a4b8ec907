import { need } from "../../../../functions/runtime/index.ts";
import config from "./config.ts";

/** A service outside that answers at once: the recipes are measured, not the service. */
export const outside = need(config, ({ printer }) => ({ ask: async (key: string) => `${printer}/${key}` }));
