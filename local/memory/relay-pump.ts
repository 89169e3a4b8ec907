import type { Commit } from "../../functions/runtime/commit.ts";
import type { MemoryJournal } from "../../functions/runtime/memory/journal.ts";
import type { Poller, Trouble } from "../runner/poller.ts";

const BATCH = 100;

/** Hands every commit of a journal to its relay, in order and some at a time, as the journal's stream would. */
export function pumpRelay(
  journal: MemoryJournal,
  relay: (commits: readonly Commit[]) => Promise<unknown>,
  trouble: Trouble,
): Poller {
  const waiting: Commit[] = [];
  let relaying: Promise<void> | undefined;

  const drain = async (): Promise<void> => {
    while (waiting.length > 0) await relay(waiting.splice(0, BATCH)).catch(trouble);
    relaying = undefined;
  };

  const forget = journal.subscribe((commit) => {
    waiting.push(commit);
    relaying ??= drain();
  });
  return {
    stop: async () => {
      forget();
      await relaying;
    },
  };
}
