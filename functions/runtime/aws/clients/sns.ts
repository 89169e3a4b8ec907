import { SNSClient } from "@aws-sdk/client-sns";
import { type ClientOptions, clientConfig } from "./options.ts";
import { thrifty } from "./thrifty.ts";

export const snsClient = (options: ClientOptions = {}): SNSClient => thrifty(new SNSClient(clientConfig(options)));
