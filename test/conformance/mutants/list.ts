import type { Fault } from "./fault.ts";
import { directed, simulated } from "./runs.ts";

/** One fault, and the run that must find it. */
export interface Mutant extends Fault {
  readonly name: string;
  /** Default: the bank's schedules. */
  readonly run?: readonly string[];
}

const COMMERCE_RUN = simulated("commerce", 600);

const LATEST_RUN = simulated("latest", 100);

export const DELIVERY = "functions/runtime/delivery";

/** The faults that queue consumers are known for. */
export const seededBugs: readonly Mutant[] = [
  {
    name: "a throttle is taken for a success",
    file: `${DELIVERY}/append.ts`,
    find: "const standing = await ports.journal.append(commit);",
    replace: "const standing = await ports.journal.append(commit).catch(() => undefined);",
  },
  {
    name: "the put is unconditional",
    file: "functions/runtime/memory/journal.ts",
    find: "if (standing) return restore(standing);",
    replace: "if (standing) log.splice(log.indexOf(standing), 1);",
  },
  {
    name: "the effect happens before the claim",
    file: `${DELIVERY}/decide-handler.ts`,
    find: "const place = { ...(await claim()), version: before.version };",
    replace:
      "await run(received(envelope, data, before, (e) => e), state, made);\n    const place = { ...(await claim()), version: before.version };",
  },
  {
    name: "the claim is not fenced",
    file: `${DELIVERY}/decide-run.ts`,
    find: "  assertUnclaimed(worker, copy, item);",
    replace: "",
  },
  {
    name: "a commit expires before its message comes again",
    file: "functions/runtime/memory/journal.ts",
    find: "if (standing) return restore(standing);",
    replace: "if (standing && restore(standing).expires === undefined) return restore(standing);",
  },
  {
    name: "the message is acknowledged before the put",
    file: `${DELIVERY}/index.ts`,
    find: "  const suspects = await",
    replace: "  await worker.inbox.remove(deliveries);\n  const suspects = await",
  },
];

/** Each rule of delivery switched off. Rule 6 is about speed: correctness does not rest on it. */
export const brokenRules: readonly Mutant[] = [
  {
    name: "rule 1: an answer without events is not committed",
    file: `${DELIVERY}/answer.ts`,
    find: "  if (run.length > 0) {",
    replace:
      "  if (run.some(({ decision }) => decision.events.length + decision.sends.length > 0 || decision.received)) {",
  },
  {
    name: "rule 2: ids that left the list are forgotten",
    file: `${DELIVERY}/answered.ts`,
    find: "if (content.ids.has(id)) return true;",
    replace: "",
  },
  {
    name: "rule 3: ids are computed anew with each send",
    file: "functions/runtime/commit.ts",
    find: "const cause = commit.answers[item.by];",
    replace: "const cause = commit.answers[item.by];\n    index += Math.random();",
  },
  {
    name: "rule 4: a Terminal on a warm copy is final",
    file: `${DELIVERY}/answer.ts`,
    find: "if (copy.fresh || !isDoubtful(worker, error, items[0])) return { outcomes, error };",
    replace: "return { outcomes, error };",
  },
  {
    name: "rule 5: a handler with needs folds",
    file: `${DELIVERY}/decide-run.ts`,
    find: "if (draft.outcomes.length > 0 && (outside || draft.outside)) return false;",
    replace: "",
    run: directed("test/conformance/rules/effects.test.ts"),
  },
  {
    name: "rule 7: a dead letter is deduplicated by its message",
    file: "functions/runtime/memory/cloud.ts",
    find: "deduplicationId: messageId,",
    replace: "deduplicationId: JSON.parse(body).id,",
  },
  {
    name: "rule 8: attempts are counted by receives",
    file: `${DELIVERY}/failure.ts`,
    find: "count: countOf(before, item, error),",
    replace: "count: delivery.receives,",
    run: directed("test/conformance/rules/failures.test.ts"),
  },
  {
    name: "rule 7: only the head of a failing group goes back",
    file: `${DELIVERY}/failure.ts`,
    find: "backOff([delivery, ...followers], seconds)",
    replace: "backOff([delivery], seconds)",
    run: directed("test/conformance/rules/failures.test.ts"),
  },
  {
    name: "rule 8: a record that kills its process runs among the others",
    file: `${DELIVERY}/unit.ts`,
    find: "const suspect = suspects.has(head);",
    replace: "const suspect = suspects.has(head) && alone;",
  },
  {
    name: "rule 9: the provider's key is of the delivery",
    file: `${DELIVERY}/decide-handler.ts`,
    find: "providerKey(place.stream, effect, attemptOf(state))",
    replace: "providerKey(place.stream, effect, attemptOf(state), Math.random())",
  },
  {
    name: "rule 9: a chased payment has a key of its own",
    file: `${DELIVERY}/decide-handler.ts`,
    find: "providerKey(place.stream, effect, attemptOf(state))",
    replace: "providerKey(name, envelope.id, effect)",
    run: COMMERCE_RUN,
  },
  {
    name: "rule 10: a refund that finds no payment voids nothing",
    file: "functions/commerce/refund-payment.ts",
    find: "await cards.void(key(CHARGE))",
    replace: '({ status: "voided" } as { status: "voided" | "refunded"; charge: string })',
    run: COMMERCE_RUN,
  },
  {
    name: "rule 11: a claim never completes",
    file: `${DELIVERY}/copy.ts`,
    find: "claims.delete(id);",
    replace: "",
  },
  {
    name: "rule 12: a moot timer is obeyed",
    file: `${DELIVERY}/decide-saga.ts`,
    find: "timer !== undefined && arms[timer] !==",
    replace: "timer !== undefined && false && arms[timer] !==",
  },
  {
    name: "rule 13: what cannot be sent is dropped",
    file: "functions/runtime/relay/index.ts",
    find: "const asides = [...refused, ...failed];",
    replace: "const asides = failed.slice(failed.length);",
  },
  {
    name: "rule 14: a gap is passed over",
    file: `${DELIVERY}/project.ts`,
    find: "return whole ? news :",
    replace: "return whole || news ? news :",
  },
  {
    name: "latest: an older event is handled after a newer one",
    file: `${DELIVERY}/latest.ts`,
    find: "if (!kind.latest || streamversion > (handled as number)) return undefined;",
    replace: "if (!kind.latest || streamversion !== handled) return undefined;",
    run: LATEST_RUN,
  },
  {
    name: "latest: an event supersedes those of other streams",
    file: `${DELIVERY}/latest.ts`,
    find: "([, { item }]) => item.stream)",
    replace: '() => "all")',
    run: LATEST_RUN,
  },
  {
    name: "totals: an event is folded into the first of its totals only",
    file: "functions/runtime/rows.ts",
    find: "return [...new Set([total(event.data as never, event)].flat())];",
    replace: "return [total(event.data as never, event)].flat().slice(0, 1);",
  },
  {
    name: "rule 15: an unknown fact is passed over",
    file: "functions/runtime/state.ts",
    find: "if (!contract || fact.v > contract.version)",
    replace: "if (!contract || fact.v > contract.version) return current;\n  if (fact.v < 0)",
  },
  {
    name: "rule 16: a retry under a key sends another envelope",
    file: "functions/runtime/edge/idempotency.ts",
    find: "if (standing.bodyHash === bodyHash) return standing;",
    replace: "if (standing.bodyHash === bodyHash) return record;",
    run: directed("test/runtime/edge/idempotency-key.test.ts"),
  },
  {
    name: "rule 17: the read model is not awaited",
    file: "functions/runtime/edge/view.ts",
    find: "found && found.version >= version ? found : undefined",
    replace: "found",
    run: directed("test/runtime/edge/after.test.ts"),
  },
];
