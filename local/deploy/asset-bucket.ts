import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { engineAccount } from "../engine/environment.ts";
import type { LocalAws } from "./local-aws.ts";

const MINE_ALREADY = ["BucketAlreadyOwnedByYou", "BucketAlreadyExists"];

/** Makes a bucket unless it is there. */
export async function ensureBucket(aws: LocalAws, bucket: string): Promise<void> {
  const client = new S3Client({ ...aws, forcePathStyle: true });
  try {
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
  } catch (error) {
    if (!MINE_ALREADY.includes((error as Error).name)) throw error;
  } finally {
    client.destroy();
  }
}

/** The bucket for templates and assets, as `cdk bootstrap` would name it; with it, no bootstrap is needed. */
export const assetBucket = ({ region }: LocalAws): string => `cdk-hnb659fds-assets-${engineAccount}-${region}`;
