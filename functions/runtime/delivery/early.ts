import { type Commit, outgoing } from "../commit.ts";
import type { Decided } from "./commit-run.ts";
import type { Worker } from "./worker.ts";

/**
 * Sends what eager handlers have just committed, ahead of the relay, which sends it again: the queue swallows the second of an id within
 * five minutes, and later than that the receiver's stream does. So a send that fails, or a crash before it, costs time alone.
 */
export async function sendEarly({ ports, route }: Worker, commit: Commit, run: readonly Decided[]): Promise<void> {
  if (!ports.early) return;
  const eager = run.map(({ item }) => item.envelope).filter(({ type }) => route(type)?.eager);
  if (eager.length === 0) return;
  const causes = new Set(eager.map(({ id }) => id));
  const messages = outgoing(commit).filter(
    ({ envelope, delay }) =>
      envelope.kind === "command" && delay === undefined && causes.has(envelope.causationid ?? ""),
  );
  if (messages.length > 0) await ports.early(messages).catch(() => undefined);
}
