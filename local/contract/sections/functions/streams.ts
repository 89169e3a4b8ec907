import { GetObjectCommand, ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import type { Case } from "../../case.ts";
import { openBucket } from "../../made/bucket.ts";
import { openQueue, type Queue } from "../../made/queue.ts";
import { type Item, item, type Table } from "../../made/table.ts";
import { feedFromStream, soon } from "./fed.ts";

const GUIDE = "https://docs.aws.amazon.com/lambda/latest/dg";
const ERRORS = `${GUIDE}/services-dynamodb-errors.html`;
const RUNNER =
  "The runner reads the streams itself and does as AWS, which is the default; only `-- --lambda` rests on it.";

interface Event {
  readonly Records?: readonly { readonly dynamodb?: { readonly NewImage?: Item } }[];
}

/** Writes items with these numbers, all under one key, so that one shard has them in this order. */
const putAll =
  (...numbers: readonly number[]) =>
  async (table: Table) => {
    for (const n of numbers) await table.put(item("order", n));
  };

const toQueue = ({ arn }: Queue) => ({ arn, actions: ["sqs:SendMessage"], resource: arn });

const order: Case = {
  id: "functions/stream-order",
  title: "A function gets the records of a table's stream in the order of their writes, from the beginning on.",
  source: `${GUIDE}/with-ddb.html`,
  instead: RUNNER,
  run: async (place) => {
    const source = "const handle = async (event) => { for (const n of numbersOf(event)) await tell(n); };";
    const numbers = Array.from({ length: 12 }, (_, n) => n);
    const { told } = await feedFromStream(place, { source }, putAll(...numbers));
    const texts = await told((all) => all.length >= 12, soon(place));
    if (texts.length < 12) return "does not hand out all of them";
    return texts.join() === numbers.join() ? undefined : "hands them out in another order";
  },
};

const partialFailure: Case = {
  id: "functions/stream-partial-failure",
  title:
    "From the first record on that the function reports as failed, records come again, and those before it do not.",
  source: `${GUIDE}/services-ddb-batchfailurereporting.html`,
  instead: RUNNER,
  run: async (place) => {
    const source = `let failed = false;
      const handle = async (event) => {
        for (const n of numbersOf(event)) await tell(n);
        const at = numbersOf(event).indexOf("3");
        if (at < 0 || failed) return { batchItemFailures: [] };
        failed = true;
        return { batchItemFailures: [{ itemIdentifier: event.Records[at].dynamodb.SequenceNumber }] };
      };`;
    const options = { FunctionResponseTypes: ["ReportBatchItemFailures"] };
    const { table, told } = await feedFromStream(place, { source, options }, putAll(1, 2, 3, 4));
    await told((all) => all.includes("4"), soon(place));
    await putAll(5)(table);
    const texts = await told((all) => all.includes("5"), soon(place));
    const times = (n: string) => texts.filter((each) => each === n).length;
    if (times("5") === 0) return ENDLESS;
    if (times("3") < 2) return "goes on after it";
    return times("1") === 1 && times("2") === 1 ? undefined : "the whole batch comes again";
  },
};

/** Tells which records it is tried with, and throws if number 3 is among them. */
const THROWING = `const handle = async (event) => {
  await tell(numbersOf(event));
  if (numbersOf(event).includes("3")) throw new Error("no");
};`;

/** More tries of one batch than any of the cases asks for. */
const MANY = 5;
const ENDLESS = "the stream does not go on";

const SO_FAR = () => true;
const isMany = (batch: string) => (tried: readonly string[]) => tried.filter((each) => each === batch).length >= MANY;

const bisected: Case = {
  id: "functions/stream-bisect",
  title:
    "A batch that fails is halved until the bad record is alone, which goes to the failure destination; the others are handled.",
  source: ERRORS,
  instead: RUNNER,
  run: async (place) => {
    const failed = await openQueue(place, "failed");
    const options = { BisectBatchOnFunctionError: true, MaximumRetryAttempts: 2 };
    const props = { source: THROWING, options, failures: toQueue(failed) };
    const { told } = await feedFromStream(place, props, putAll(1, 2, 3, 4));
    let record: string | undefined;
    await place.until(async () => {
      record = (await failed.receive({ WaitTimeSeconds: 0 }))[0]?.Body;
      return record !== undefined || isMany("1,2,3,4")(await told(SO_FAR, 0));
    }, soon(place));
    if (record === undefined) return ENDLESS;
    const { DDBStreamBatchInfo: batch } = JSON.parse(record) as { DDBStreamBatchInfo?: { batchSize?: number } };
    if (batch?.batchSize !== 1) return "gives up the whole batch";
    const handled = await told((all) => all.includes("4"), soon(place));
    return handled.includes("4") ? undefined : ENDLESS;
  },
};

const retryLimit: Case = {
  id: "functions/stream-retry-limit",
  title: "A batch that fails is tried again as often as asked, then given up, and the stream goes on.",
  source: ERRORS,
  instead: RUNNER,
  run: async (place) => {
    const options = { BatchSize: 1, MaximumRetryAttempts: 1 };
    const { told } = await feedFromStream(place, { source: THROWING, options }, putAll(3, 4));
    const tried = await told((all) => all.includes("4") || isMany("3")(all), soon(place));
    if (!tried.includes("4")) return ENDLESS;
    return tried.join() === "3,3,4" ? undefined : "is tried more or less often";
  },
};

const toBucket: Case = {
  id: "functions/stream-failures-in-a-bucket",
  title: "With a bucket as its failure destination, a record that is given up is kept there whole.",
  source: `${GUIDE}/services-dynamodb-errors.html`,
  instead: `${RUNNER} It keeps failed records in that bucket in the same form.`,
  run: async (place) => {
    const { client, name, arn } = await openBucket(place, "failed");
    const failures = { arn, actions: ["s3:PutObject", "s3:ListBucket"], resource: `${arn}*` };
    const props = { source: THROWING, options: { MaximumRetryAttempts: 0 }, failures };
    const { told } = await feedFromStream(place, props, putAll(3));
    let kept: string | undefined;
    await place.until(async () => {
      kept = await firstObject(client, name);
      return kept !== undefined || isMany("3")(await told(SO_FAR, 0));
    }, soon(place));
    if (kept === undefined) return ENDLESS;
    const { payload } = JSON.parse(kept) as { payload?: unknown };
    if (typeof payload !== "string") return "does not keep its event as text";
    const { Records = [] } = JSON.parse(payload) as Event;
    return Records[0]?.dynamodb?.NewImage?.["n"]?.N === "3" ? undefined : "keeps less than the record";
  },
};

async function firstObject(client: S3Client, Bucket: string): Promise<string | undefined> {
  const { Contents: [first] = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
  if (!first) return undefined;
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: first.Key }));
  return Body?.transformToString();
}

const filter: Case = {
  id: "functions/stream-filter",
  title: "A record that matches no filter of the mapping is not handed to the function, and the stream goes on.",
  source: `${GUIDE}/with-ddb-filtering.html`,
  instead: "The relay takes inserts alone, whatever it is handed.",
  run: async (place) => {
    const source = `const handle = async ({ Records }) => {
      for (const { eventName, dynamodb } of Records) await tell(eventName + " " + dynamodb.Keys.n.N);
    };`;
    const options = { FilterCriteria: { Filters: [{ Pattern: JSON.stringify({ eventName: ["INSERT"] }) }] } };
    const { told } = await feedFromStream(place, { source, options }, async (table) => {
      await table.put(item("order", 1));
      await table.put(item("order", 1, { by: { S: "second" } }));
      await table.put(item("order", 2));
    });
    const texts = await told((all) => all.includes("INSERT 2"), soon(place));
    return texts.join() === "INSERT 1,INSERT 2" ? undefined : "hands out other records";
  },
};

export const streams: readonly Case[] = [order, partialFailure, bisected, retryLimit, toBucket, filter];
