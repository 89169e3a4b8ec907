import { SESClient } from "@aws-sdk/client-ses";
import { type ClientOptions, clientConfig } from "./options.ts";
import { thrifty } from "./thrifty.ts";

export const sesClient = (options: ClientOptions = {}): SESClient => thrifty(new SESClient(clientConfig(options)));
