import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from "@aws-sdk/client-s3";
import type { Place } from "../place.ts";

export interface Bucket {
  readonly client: S3Client;
  readonly name: string;
  readonly arn: string;
}

/** S3 by path, as local clouds have no names for buckets. */
class S3ByPath extends S3Client {
  constructor(options: ConstructorParameters<typeof S3Client>[0]) {
    super({ ...options, forcePathStyle: true });
  }
}

/** Makes a bucket; what is in it goes with it. */
export async function openBucket(place: Place, what: string): Promise<Bucket> {
  const client = place.client(S3ByPath);
  const name = place.name(what);
  const region = await client.config.region();
  place.undo(() => remove(client, name));
  // S3 wants its first region to go without saying.
  const where =
    region === "us-east-1"
      ? {}
      : { CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint } };
  await client.send(new CreateBucketCommand({ Bucket: name, ...where }));
  return { client, name, arn: `arn:aws:s3:::${name}` };
}

async function remove(client: S3Client, Bucket: string): Promise<void> {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
  for (const { Key } of Contents) await client.send(new DeleteObjectCommand({ Bucket, Key }));
  await client.send(new DeleteBucketCommand({ Bucket }));
}
