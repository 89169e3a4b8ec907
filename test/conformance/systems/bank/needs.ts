import { need } from "../../../../functions/runtime/index.ts";
import config from "./config.ts";

export const provider = need(config, ({ provider }) => provider);
