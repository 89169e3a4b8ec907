import { pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { S3Client } from "@aws-sdk/client-s3";
import type { Commit } from "../../commit.ts";
import { BugleError } from "../../errors.ts";
import { relay } from "../../relay/index.ts";
import { commitOf } from "../dynamodb-journal.ts";
import { lazily, lazilyLoaded } from "../lazily.ts";
import { openRelay, type RelayEntry } from "./relay.ts";
import { inLambda, type Surroundings } from "./surroundings.ts";

type Image = Record<string, AttributeValue>;

export interface SweepRequest {
  readonly bucket: string;
  readonly key: string;
  /** ISO 8601; earlier commits are left out. */
  readonly from?: string;
}

const BATCH = 100;

interface Line {
  /** A full export. */
  readonly Item?: Image;
  /** An incremental export; a deleted item has none. */
  readonly NewImage?: Image;
  /** What a failed batch of the stream left behind: the event, as text. */
  readonly payload?: string;
}

function imagesOf(text: string): Image[] {
  const { Item, NewImage, payload }: Line = JSON.parse(text);
  const image = Item ?? NewImage;
  if (payload === undefined) return image ? [image] : [];
  const { Records = [] }: { Records?: { eventName: string; dynamodb: { NewImage?: Image } }[] } = JSON.parse(payload);
  return Records.filter(({ eventName }) => eventName === "INSERT").map(({ dynamodb }) => dynamodb.NewImage ?? {});
}

async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of text) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  yield rest;
}

/** A line of which no commit can be made is counted and passed over: the others must go. */
const UNREADABLE = Symbol("unreadable");

function commitsIn(line: string): (Commit | typeof UNREADABLE)[] {
  try {
    return imagesOf(line).map(commitOf);
  } catch {
    return [UNREADABLE];
  }
}

async function* commitsOf(body: Readable, key: string): AsyncGenerator<Commit | typeof UNREADABLE> {
  // The callback keeps a broken download from ending the process; it ends the loop below instead.
  const plain = key.endsWith(".gz") ? pipeline(body, createGunzip(), () => {}) : body;
  for await (const line of linesOf(plain.setEncoding("utf8"))) if (line.trim() !== "") yield* commitsIn(line);
}

function assertWhole(key: string, commits: number, lost: number, unreadable: number): void {
  if (unreadable > 0)
    throw new BugleError(
      "sweep-unreadable",
      `${unreadable} lines of ${key} hold no commit; ${commits} commits were relayed`,
      {
        help: "look at those lines: they are no export of a journal",
      },
    );
  if (lost > 0)
    throw new BugleError("sweep-incomplete", `${lost} of ${commits} commits of ${key} could not be relayed`, {
      help: "mend what keeps the relay from its queues, then sweep the same object again",
    });
}

/**
 * The Lambda that relays commits again, from an object of newline-delimited JSON: lines of a point-in-time export, or records
 * that the relay could not send. Throws `sweep-incomplete` if some could not even be set aside: run it again, sending twice is harmless.
 */
export function sweeperEntry(
  entry: RelayEntry,
  given?: Surroundings & { readonly s3?: S3Client },
): (request: SweepRequest) => Promise<{ commits: number }> {
  const open = lazily(() => openRelay(entry, given ?? inLambda()));
  const download = lazilyLoaded(async () => (await import("../s3-download.ts")).s3Download(given?.s3, given?.options));
  return async ({ bucket, key, from = "" }) => {
    const body = await (await download())(bucket, key);
    let [commits, lost, unreadable, batch] = [0, 0, 0, [] as Commit[]];
    const flush = async () => {
      commits += batch.length;
      lost += (await relay(open(), batch)).length;
      batch = [];
    };
    for await (const commit of commitsOf(body, key)) {
      if (commit === UNREADABLE) unreadable++;
      if (commit === UNREADABLE || commit.time < from) continue;
      if (batch.push(commit) === BATCH) await flush();
    }
    await flush();
    assertWhole(key, commits, lost, unreadable);
    return { commits };
  };
}
