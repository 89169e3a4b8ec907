import { DeleteMessageBatchCommand, SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import type { Case } from "../../case.ts";
import { unlessRefused } from "../../departure.ts";
import { openQueue } from "../../made/queue.ts";

const API = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference";
const ABOUT_SENDING = `${API}/API_SendMessageBatch.html`;

const eachReported: Case = {
  id: "queues/batch-partial",
  title: "An entry that cannot be sent is reported by its id, and the others of its batch are sent.",
  source: ABOUT_SENDING,
  instead: "Nothing: the relay reads each entry's result, and sets aside what was refused.",
  run: async (place) => {
    const queue = await openQueue(place, "batch");
    const refused = await queue.sendBatch(["good", "b\u0001d", "fine"]);
    if (refused.size === 0) return "the bad entry is accepted";
    const bodies = (await queue.collect(2)).map(({ Body }) => Body).sort();
    return refused.has(1) && bodies.join() === "fine,good" ? undefined : "the good entries are not sent";
  },
};

const eachRemoved: Case = {
  id: "queues/batch-delete-partial",
  title:
    "A receipt handle that is none is reported by its entry's id, and the other messages of the batch are deleted.",
  source: `${API}/API_DeleteMessageBatch.html`,
  instead: "Nothing: the consumer reads each entry's result.",
  run: async (place) => {
    const queue = await openQueue(place, "batch-delete");
    await queue.send("order");
    const { ReceiptHandle } = await queue.next();
    const Entries = [
      { Id: "good", ReceiptHandle },
      { Id: "bad", ReceiptHandle: "none" },
    ];
    const command = new DeleteMessageBatchCommand({ QueueUrl: queue.url, Entries });
    const { Failed = [], Successful = [] } = await queue.client.send(command);
    const ids = [Successful, Failed].map((entries) => entries.map(({ Id }) => Id).join());
    return ids.join("|") === "good|bad" ? undefined : "the bad handle is accepted";
  },
};

const idsDiffer: Case = {
  id: "queues/batch-ids",
  title: "A batch in which two entries have the same id is refused.",
  source: ABOUT_SENDING,
  instead: "Nothing of Bugle relies on it: entry ids are places in the batch.",
  run: async (place) => {
    const { client, url } = await openQueue(place, "batch-ids");
    const Entries = ["one", "two"].map((MessageBody) => ({ Id: "same", MessageBody }));
    const send = client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
    return unlessRefused(send, "BatchEntryIdsNotDistinct");
  },
};

const atMostTen: Case = {
  id: "queues/batch-of-eleven",
  title: "A batch of more than ten entries is refused.",
  source: ABOUT_SENDING,
  instead: "Nothing of Bugle relies on it: batches are cut at ten.",
  run: async (place) => {
    const queue = await openQueue(place, "batch-of-eleven");
    return unlessRefused(queue.sendBatch(Array.from({ length: 11 }, String)), "TooManyEntriesInBatchRequest");
  },
};

const traced: Case = {
  id: "queues/batch-trace-header",
  title: "SendMessageBatch keeps the AWSTraceHeader of an entry.",
  source: `${API}/API_SendMessageBatchRequestEntry.html`,
  instead: "Nothing of Bugle relies on it: a message's trace is in its envelope.",
  run: async (place) => {
    const queue = await openQueue(place, "trace");
    const header = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
    const attributes = { AWSTraceHeader: { DataType: "String", StringValue: header } };
    await queue.sendBatch(["order"], () => ({ MessageSystemAttributes: attributes }));
    const { Attributes } = await queue.next();
    return Attributes?.["AWSTraceHeader"] === header ? undefined : "the header is lost";
  },
};

export const batches: readonly Case[] = [eachReported, eachRemoved, idsDiffer, atMostTen, traced];
