import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { type ClientOptions, clientConfig } from "./options.ts";
import { thrifty } from "./thrifty.ts";

export const schedulerClient = (options: ClientOptions = {}): SchedulerClient =>
  thrifty(new SchedulerClient(clientConfig(options)));
