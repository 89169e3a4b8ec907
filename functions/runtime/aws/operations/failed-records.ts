import { ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";

/** Objects with records that a relay could not deliver; a sweep leaves them, so whoever has swept one removes it. */
export interface FailedRecords {
  readonly bucket: string;
  readonly objects: number;
  /** There are more than one look counts. */
  readonly more: boolean;
  /** When the newest of those counted was written: ISO 8601. */
  readonly newest?: string;
}

/** Where exports for the sweeper lie, in the same bucket. */
const EXPORTS = "exports/";

export async function countFailedRecords(s3: S3Client, bucket: string): Promise<FailedRecords> {
  const { Contents = [], IsTruncated = false } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
  const records = Contents.filter(({ Key = "" }) => !Key.startsWith(EXPORTS));
  const times = records.flatMap(({ LastModified }) => LastModified?.toISOString() ?? []).sort();
  const newest = times.at(-1);
  return { bucket, objects: records.length, more: IsTruncated, ...(newest !== undefined && { newest }) };
}
