import { type Commit, outgoing } from "../commit.ts";
import type { TraceEntry } from "../ports.ts";

/** The hops that a commit is: one per message it answers, with what that message caused. */
export function traceCommit(commit: Commit): TraceEntry[] {
  const sent = outgoing(commit);
  return commit.answers.map(({ id, type, correlationid, sent: since, by, rejected }) => ({
    correlationid,
    kind: "commit",
    by: by ?? commit.by,
    time: commit.time,
    id,
    type,
    sent: since,
    outcome: rejected ? `rejected: ${rejected.code}` : "done",
    messages: sent
      .filter(({ envelope }) => envelope.causationid === id)
      .map(({ envelope: { id, kind, type, due, cancelled } }) => ({
        id,
        kind: cancelled ? "cancellation" : kind,
        type,
        ...(due !== undefined && { due }),
      })),
  }));
}
