import { need } from "../runtime/index.ts";
import config from "./config.ts";

/** Who is written to of an alert, by step; nobody unless the configuration names somebody. */
export const recipients = need(config, ({ alertRecipients = [] }) => alertRecipients);
