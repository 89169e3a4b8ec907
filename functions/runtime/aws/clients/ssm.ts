import { SSMClient } from "@aws-sdk/client-ssm";
import { type ClientOptions, clientConfig } from "./options.ts";
import { thrifty } from "./thrifty.ts";

export const ssmClient = (options: ClientOptions = {}): SSMClient => thrifty(new SSMClient(clientConfig(options)));
