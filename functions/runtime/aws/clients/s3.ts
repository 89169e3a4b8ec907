import { S3Client } from "@aws-sdk/client-s3";
import { type ClientOptions, clientConfig } from "./options.ts";

export const s3Client = (options: ClientOptions = {}): S3Client => new S3Client(clientConfig(options));
