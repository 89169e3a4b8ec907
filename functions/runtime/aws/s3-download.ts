import type { Readable } from "node:stream";
import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { ClientOptions } from "./clients/options.ts";
import { s3Client } from "./clients/s3.ts";

/** Answers an object's content as it arrives. */
export function s3Download(client?: S3Client, options: ClientOptions = {}) {
  const s3 = client ?? s3Client(options);
  return async (bucket: string, key: string): Promise<Readable> => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return Body as Readable;
  };
}
