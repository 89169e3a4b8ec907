import { type Commit, type Outgoing, outgoing } from "../commit.ts";
import type { Roads, SetAside, Trace } from "../ports.ts";
import type { Routes } from "../routes.ts";
import { refuse } from "./declared.ts";
import { dispatch } from "./dispatch.ts";
import { traceCommit } from "./trace.ts";

/** What the relay of one system works with. */
export interface Relay {
  readonly routes: Routes;
  readonly roads: Roads;
  readonly trace?: Trace | undefined;
  /** Epoch milliseconds; default the machine's clock. */
  readonly now?: () => number;
}

const aside = ({ envelope, delay }: Outgoing, reason: string): SetAside => ({
  envelope,
  reason,
  ...(delay !== undefined && { delay }),
});

/**
 * Sends what commits say, each message on its road. A message that cannot be sent is set aside to the retry queue and the rest goes on;
 * answers the commits of those that could not even be set aside: their records must come again. Sending twice is harmless.
 */
export async function relay({ routes, roads, trace }: Relay, commits: readonly Commit[]): Promise<Commit[]> {
  const messages = commits.flatMap((commit) => outgoing(commit).map((message) => ({ commit, message })));
  const refused = messages.flatMap(({ commit, message }) => {
    const reason = refuse(routes, commit.stream, message.envelope);
    return reason ? [aside(message, reason)] : [];
  });
  const ids = new Set(refused.map(({ envelope }) => envelope.id));
  const sendable = messages.filter(({ message }) => !ids.has(message.envelope.id)).map(({ message }) => message);
  const failures = await dispatch(routes, roads, sendable);
  const failed = sendable.flatMap((message) => {
    const reason = failures.get(message.envelope.id);
    return reason === undefined ? [] : [aside(message, reason)];
  });
  const lost = new Set<string>();
  const asides = [...refused, ...failed];
  if (asides.length > 0) {
    const kept = await roads
      .setAside(asides)
      .catch(() => asides.map(({ envelope }) => ({ id: envelope.id, reason: "" })));
    for (const { id } of kept) lost.add(id);
  }
  await trace?.write(commits.flatMap(traceCommit)).catch(() => undefined);
  return [...new Set(messages.filter(({ message }) => lost.has(message.envelope.id)).map(({ commit }) => commit))];
}

/** The stream a message was committed in: its id is `stream@commit.index`, or `stream@name`. */
const originOf = ({ envelope: { id } }: SetAside): string => id.slice(0, id.lastIndexOf("@"));

/** A command with what is left of its delay: none, where it has waited here until it was due. */
function withRest({ delay, ...message }: SetAside, now: number): SetAside {
  const { due } = message.envelope;
  const left = due === undefined ? delay : Date.parse(due) - now;
  return left === undefined || left <= 0 ? message : { ...message, delay: left };
}

/**
 * Sends messages that were set aside, or have waited for their time, once more; answers the ids that still did not go, refused ones too:
 * newer code may declare them. What is not due yet waits again.
 */
export async function relayAgain(
  { routes, roads, now = Date.now }: Relay,
  messages: readonly SetAside[],
): Promise<string[]> {
  const refused = messages.filter((message) => refuse(routes, originOf(message), message.envelope));
  const sendable = messages.filter((message) => !refused.includes(message)).map((message) => withRest(message, now()));
  const failures = await dispatch(routes, roads, sendable);
  return [...refused.map(({ envelope }) => envelope.id), ...failures.keys()];
}
