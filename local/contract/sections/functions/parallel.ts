import type { Case } from "../../case.ts";
import { feedFromQueue, HIDDEN, soon } from "./fed.ts";

const GUIDE = "https://docs.aws.amazon.com/lambda/latest/dg";
const RUNNER = "The runner polls the queues itself, which is the default; only `-- --lambda` rests on it.";

/** Works for a while on each message. */
const WORKING = `const handle = async ({ Records }) => {
  for (const { body } of Records) {
    await tell("begin " + body);
    await new Promise((done) => setTimeout(done, 1_000));
    await tell("end " + body);
  }
};`;

/** How many were at work at once, at most. */
function mostAtOnce(texts: readonly string[]): number {
  let [now, most] = [0, 0];
  for (const text of texts) {
    now += text.startsWith("begin") ? 1 : -1;
    most = Math.max(most, now);
  }
  return most;
}

const groupsAtOnce: Case = {
  id: "functions/fifo-groups",
  title:
    "Messages of different groups of a FIFO queue are handled at the same time, those of one group one after another.",
  source: `${GUIDE}/services-sqs-scaling.html`,
  instead: RUNNER,
  run: async (place) => {
    const props = { source: WORKING, fifo: true, options: { BatchSize: 1 } };
    const { told } = await feedFromQueue(place, props, async (queue) => {
      for (const id of ["a1", "a2", "b1", "b2"])
        await queue.send(id, { MessageGroupId: id.slice(0, 1), MessageDeduplicationId: id });
    });
    const all = await told((texts) => texts.length >= 8, soon(place));
    if (all.length < 8) return "does not handle all of them";
    const ofGroup = (group: string) => all.filter((text) => text.includes(` ${group}`));
    if (mostAtOnce(ofGroup("a")) > 1 || mostAtOnce(ofGroup("b")) > 1) return "handles a group's at the same time";
    return mostAtOnce(all) > 1 ? undefined : "handles one group after another";
  },
};

const fifoOrder: Case = {
  id: "functions/fifo-order",
  title: "Messages of a group that were reported as failed come again in their order.",
  source: `${GUIDE}/services-sqs-errorhandling.html`,
  instead: RUNNER,
  run: async (place) => {
    const source = `const handle = async ({ Records }) => {
      const first = Records[0].attributes.ApproximateReceiveCount === "1";
      const done = first ? [] : Records;
      for (const { body } of done) await tell(body);
      const failed = first ? Records : [];
      return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
    };`;
    const props = {
      source,
      fifo: true,
      hidden: HIDDEN,
      options: { FunctionResponseTypes: ["ReportBatchItemFailures"] },
    };
    const { told } = await feedFromQueue(place, props, async (queue) => {
      for (const n of ["1", "2", "3"]) await queue.send(n, { MessageGroupId: "a", MessageDeduplicationId: n });
    });
    const texts = await told((all) => all.length >= 3, soon(place));
    if (texts.length < 3) return "does not hand out all of them again";
    return texts.join() === "1,2,3" ? undefined : "hands them out in another order";
  },
};

const mostConcurrency: Case = {
  id: "functions/maximum-concurrency",
  title: "A mapping with a maximum concurrency has no more batches of its queue handled at once.",
  source: `${GUIDE}/services-sqs-scaling.html`,
  instead: RUNNER,
  run: async (place) => {
    const options = { BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } };
    const { told } = await feedFromQueue(place, { source: WORKING, options }, (queue) =>
      queue.sendBatch(["1", "2", "3", "4", "5", "6"]),
    );
    const all = await told((texts) => texts.length >= 12, soon(place));
    if (all.length < 12) return "does not handle all of them";
    return mostAtOnce(all) <= 2 ? undefined : "more batches at once";
  },
};

export const parallel: readonly Case[] = [groupsAtOnce, fifoOrder, mostConcurrency];
