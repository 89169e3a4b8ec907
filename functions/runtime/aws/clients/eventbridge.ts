import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { type ClientOptions, clientConfig } from "./options.ts";
import { thrifty } from "./thrifty.ts";

export const eventbridgeClient = (options: ClientOptions = {}): EventBridgeClient =>
  thrifty(new EventBridgeClient(clientConfig(options)));
