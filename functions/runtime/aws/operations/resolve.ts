import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { SQSClient } from "@aws-sdk/client-sqs";
import { canHalt } from "../../delivery/halt.ts";
import { deliver } from "../../delivery/index.ts";
import { openWorker } from "../../delivery/open-worker.ts";
import { BugleError, Rejected } from "../../errors.ts";
import type { Consumer, Definition } from "../../manifest.ts";
import type { Inbox, LogLine, Snapshots } from "../../ports.ts";
import type { Environment } from "../env.ts";
import { awsPorts } from "../ports.ts";
import { sqsInbox } from "../sqs-inbox.ts";
import { isCalled, type Letter } from "./letter.ts";
import type { LetterBox } from "./letter-box.ts";
import { putBack, takeLetters } from "./take-letters.ts";

export interface Resolving {
  readonly dynamodb: DynamoDBClient;
  readonly sqs: SQSClient;
  readonly environment: Environment;
  readonly consumer: Consumer;
  /** The definitions of `consumer.handlers`, in that order. */
  readonly definitions: readonly Definition[];
  /** What the sender is told. */
  readonly because: string;
}

/** The handlers of a consumer with a person's no in place of what they do, so that no effect can happen. */
function saysNo(definition: Definition, because: string): Definition {
  if (definition.is === "projection" || definition.is === "saga")
    throw new BugleError(
      "not-to-be-answered",
      `a ${definition.is} answers nobody, and what it left out would be wrong for ever`,
      {
        help: "mend its cause and redrive the letter",
      },
    );
  const { needs: _, rate: __, ...options } = definition.options;
  const run = () => {
    throw new Rejected("resolved-by-hand", because, {
      help: "a person has decided so; ask whoever operates the system",
    });
  };
  return { ...definition, options, run };
}

/** Delivery gives nothing up here: what it cannot answer stays as it is, with its reason. */
const careful: Inbox = {
  remove: async () => {},
  backOff: async () => {},
  deadLetter: async (_, { code, reason, help }) => {
    throw new BugleError(code, reason, { help });
  },
};

/** An operator's checkout may be newer than what is deployed, or changed by hand: the copies it folds are not for others. */
const unsaved = (snapshots: Snapshots): Snapshots => ({
  ...snapshots,
  write: async () => {},
  writePage: async () => {},
});

type Resolved = "rejected" | "duplicate";

/** A consumer that takes this letter although it is halted, does no effect, and stops nothing when it refuses the letter. */
const willing = (consumer: Consumer): Consumer => ({
  ...consumer,
  handlers: consumer.handlers.map(({ exhausted: _, ...each }) => ({ ...each, effect: "none", needs: [] })),
});

async function answer(letter: Letter, resolving: Resolving): Promise<Resolved> {
  const { dynamodb, environment, because, consumer, definitions } = resolving;
  const lines: LogLine[] = [];
  const ports = awsPorts(environment, { dynamodb, log: (line) => lines.push(line) });
  const worker = openWorker({
    consumer: willing(consumer),
    definitions: definitions.map((each) => saysNo(each, because)),
    ports: {
      ...ports,
      snapshots: unsaved(ports.snapshots),
      attempts: { ...ports.attempts, read: async () => undefined, write: async () => {} },
    },
    inbox: careful,
  });
  await deliver(worker, [{ ...letter, redriven: true, receives: 1 }]);
  const { outcome: told, reason = "it could not be answered" } = lines.at(-1) ?? {};
  // A newer event has been handled in its place: that is its answer.
  const outcome = told === "superseded" ? "duplicate" : told;
  if (outcome === "rejected" || outcome === "duplicate") {
    if (canHalt(consumer)) await ports.attempts.release(consumer.name, letter.envelope?.id ?? "");
    return outcome;
  }
  throw new BugleError("not-resolved", `the letter stays: ${reason}`, {
    help: "look at its reason with `bugle dead-letters show`, and try again when that is mended",
  });
}

/**
 * Answers the letter of that id with no, by delivery itself: the rejection is committed and told to the sender, a claim of the letter on its
 * stream ends, as does a halt for it, and the letter leaves its box. Answers `rejected`, `duplicate` for one that had its answer, or undefined
 * if it is not to be seen; throws `not-resolved`, and leaves it.
 */
export async function resolve(box: LetterBox, id: string, resolving: Resolving): Promise<Resolved | undefined> {
  const { sqs } = resolving;
  const held = new Map<string, Letter>();
  try {
    for await (const letters of takeLetters(sqs, box.url)) {
      for (const letter of letters) held.set(letter.messageId, letter);
      const letter = letters.find((each) => isCalled(each, id));
      if (!letter) continue;
      const outcome = await answer(letter, resolving);
      await sqsInbox(sqs, { url: box.url, deadLetterUrl: box.url }).remove([letter]);
      held.delete(letter.messageId);
      return outcome;
    }
    return undefined;
  } finally {
    await putBack(sqs, box.url, [...held.values()]);
  }
}
