import { SQSClient } from "@aws-sdk/client-sqs";
import { type ClientOptions, clientConfig } from "./options.ts";
import { thrifty } from "./thrifty.ts";

export const sqsClient = (options: ClientOptions = {}): SQSClient => thrifty(new SQSClient(clientConfig(options)));
