import type { Case } from "../../case.ts";
import { openQueue } from "../../made/queue.ts";
import type { Place } from "../../place.ts";
import { drained, feedFromQueue, HIDDEN, soon } from "./fed.ts";

const GUIDE = "https://docs.aws.amazon.com/lambda/latest/dg";
const ERRORS = `${GUIDE}/services-sqs-errorhandling.html`;
const RUNNER = "The runner polls the queues itself, which is the default; only `-- --lambda` rests on it.";
const PARTIAL = { FunctionResponseTypes: ["ReportBatchItemFailures"] };
/** Time in which a message that failed would have come again. */
const AGAIN_MS = HIDDEN * 1_500;

/** Tells body and receive count of each message, then answers what `answer` makes of those that fail: "bad" ones, once. */
const tellingEach = (answer: string) => `const handle = async ({ Records }) => {
  for (const { body, attributes } of Records) await tell(body + " " + attributes.ApproximateReceiveCount);
  const failed = Records.filter(({ body, attributes }) => body === "bad" && attributes.ApproximateReceiveCount === "1");
  ${answer}
};`;

const SO_FAR = () => true;
const NAMES_THEM = "return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };";

/** A batch of messages for a function that answers for failed ones as the case says. */
const feedBatch = (place: Place, answer: string, bodies: readonly string[]) =>
  feedFromQueue(place, { source: tellingEach(answer), options: PARTIAL, hidden: HIDDEN }, (queue) =>
    queue.sendBatch(bodies),
  );

const partialFailure: Case = {
  id: "functions/queue-partial-failure",
  title: "Of a batch only the messages that the function reports as failed come again.",
  source: ERRORS,
  instead: RUNNER,
  run: async (place) => {
    const { told } = await feedBatch(place, NAMES_THEM, ["good", "bad"]);
    await told((texts) => texts.includes("bad 2"), soon(place));
    const texts = (await told((all) => all.includes("good 2"), 3_000)).toSorted();
    if (!texts.includes("bad 2")) return "the failed message does not come again";
    return texts.includes("good 2") ? "the whole batch comes again" : undefined;
  },
};

const noAnswer: Case = {
  id: "functions/queue-empty-answer",
  title: "An answer that is null or names no failed message counts as success of the whole batch.",
  source: ERRORS,
  instead: "Nothing of Bugle relies on it: its entries always answer a list.",
  run: async (place) => {
    const { queue, told } = await feedBatch(place, "return failed.length > 0 ? null : {};", ["bad", "good"]);
    const first = await told((texts) => texts.length >= 2, soon(place));
    if (first.length < 2) return "not all are handed over";
    if (await place.until(() => drained(place, queue), AGAIN_MS)) return undefined;
    return (await told((texts) => texts.length >= 3, 1_000)).length > 2 ? "it comes again" : undefined;
  },
};

const invalidAnswer: Case = {
  id: "functions/queue-invalid-answer",
  title: "An answer that names a failed message wrongly counts as failure of the whole batch.",
  source: ERRORS,
  instead: "Nothing of Bugle relies on it: its entries name messages by the ids that came.",
  run: async (place) => {
    const answer = `return { batchItemFailures: failed.map(() => ({ itemIdentifier: "" })) };`;
    const { queue, told } = await feedBatch(place, answer, ["bad"]);
    let again = false;
    await place.until(async () => {
      again = (await told(SO_FAR, 0)).includes("bad 2");
      return again || drained(place, queue);
    }, soon(place));
    return again ? undefined : "the batch is deleted";
  },
};

const deadLetter: Case = {
  id: "functions/queue-dead-letter",
  title:
    "A batch whose function throws comes again until it has been received too often, then goes to the dead-letter queue.",
  source: ERRORS,
  instead: RUNNER,
  run: async (place) => {
    const dead = await openQueue(place, "dead-letters");
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 2 });
    const source = `const handle = async ({ Records }) => {
      await tell("tried " + Records.length);
      throw new Error("no");
    };`;
    const { told } = await feedFromQueue(place, { source, attributes: { RedrivePolicy }, hidden: 5 }, (queue) =>
      queue.send("bad"),
    );
    const [letter] = await dead.collect(1, soon(place));
    if (letter?.Body !== "bad") return "never dead-lettered";
    const tries = await told((texts) => texts.length >= 2, 10_000);
    return tries.length === 2 ? undefined : `is tried ${tries.length} times`;
  },
};

const filter: Case = {
  id: "functions/queue-filter",
  title: "A message that matches no filter of the mapping is deleted and not handed to the function.",
  source: `${GUIDE}/invocation-eventfiltering.html`,
  instead: "Nothing of Bugle relies on it: no queue of its own is filtered by its reader.",
  run: async (place) => {
    const source = `const handle = async ({ Records }) => {
      for (const { body } of Records) await tell(JSON.parse(body).kind);
    };`;
    const pattern = { body: { $or: [{ kind: ["order"] }, { kind: [{ "equals-ignore-case": "REFUND" }] }] } };
    const options = { FilterCriteria: { Filters: [{ Pattern: JSON.stringify(pattern) }] } };
    const { queue, told } = await feedFromQueue(place, { source, options }, (queue) =>
      queue.sendBatch(["quote", "order", "refund"].map((kind) => JSON.stringify({ kind }))),
    );
    let kinds: readonly string[] = [];
    await place.until(async () => {
      const empty = await drained(place, queue);
      kinds = (await told(SO_FAR, 0)).toSorted();
      return empty || kinds.length >= 2;
    }, soon(place));
    if (kinds.includes("quote")) return "hands it over";
    if (kinds.join() !== "order,refund") return "deletes what matches too";
    const local = place.options.endpoint !== undefined;
    return local && !(await place.until(() => drained(place, queue), 10_000)) ? "leaves it in the queue" : undefined;
  },
};

export const queues: readonly Case[] = [partialFailure, noAnswer, invalidAnswer, deadLetter, filter];
