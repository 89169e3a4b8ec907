import type { Failure } from "../ports.ts";

/** One call, and the ids of the envelopes it carries. */
export interface Call {
  readonly ids: readonly string[];
  /** Answers what did not go. */
  send(): Promise<Failure[]>;
}

interface Result {
  readonly failures: readonly Failure[];
  /** What stopped the whole call. */
  readonly stopped?: { readonly error: unknown };
}

/** An entry's result in a batch call of SQS or SNS. */
interface Refused {
  readonly Id?: string | undefined;
  readonly Code?: string | undefined;
  readonly Message?: string | undefined;
}

/** Failures by envelope id, from the entries' results; entry ids are places in the batch. */
export const refusedOf = (ids: readonly string[], refused: readonly Refused[] = []): Failure[] =>
  refused.map(({ Id, Code, Message }) => ({
    id: ids[Number(Id)] ?? "",
    reason: [Code, Message].filter(Boolean).join(": ") || "refused",
  }));

async function attempt({ ids, send }: Call): Promise<Result> {
  try {
    return { failures: await send() };
  } catch (error) {
    const { name, message } = error as Error;
    return { stopped: { error }, failures: ids.map((id) => ({ id, reason: `${name}: ${message}` })) };
  }
}

/** Makes the calls, one after another where order is kept; answers what did not go, and throws only if every call failed whole. */
export async function sendAll(calls: readonly Call[], { inOrder = false } = {}): Promise<Failure[]> {
  const results: Result[] = [];
  if (inOrder) for (const call of calls) results.push(await attempt(call));
  else results.push(...(await Promise.all(calls.map(attempt))));
  const first = results[0]?.stopped;
  if (first && results.every(({ stopped }) => stopped)) throw first.error;
  return results.flatMap(({ failures }) => failures);
}
