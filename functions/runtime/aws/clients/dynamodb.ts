import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type ClientOptions, clientConfig } from "./options.ts";
import { thrifty } from "./thrifty.ts";

export const dynamodbClient = (options: ClientOptions = {}): DynamoDBClient =>
  thrifty(new DynamoDBClient(clientConfig(options)));
