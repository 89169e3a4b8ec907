import type { Commit } from "../../commit.ts";
import { memoryAttempts } from "../../memory/attempts.ts";
import { memoryJournal } from "../../memory/journal.ts";
import { memoryModels } from "../../memory/models.ts";
import { memoryRates } from "../../memory/rates.ts";
import { memorySnapshots } from "../../memory/snapshots.ts";
import type { Attempts, Journal, Rates, ReadModels, Snapshots } from "../../ports.ts";

/** What a world stands on: ports that keep things, before faults are laid over them. */
export interface Ground {
  readonly journal: Journal;
  readonly snapshots: Snapshots;
  readonly attempts: Attempts;
  readonly rates: Rates;
  readonly models: ReadModels;
  /** Everything committed, in order: what the relay reads, and the audit. */
  all(): readonly Commit[];
}

/** A ground in memory; `now` tells which rows have had their time. */
export function memoryGround(now?: () => number): Ground {
  const journal = memoryJournal();
  const log: Commit[] = [];
  journal.subscribe((commit) => log.push(commit));
  return {
    journal,
    snapshots: memorySnapshots(),
    attempts: memoryAttempts(),
    rates: memoryRates(),
    models: memoryModels(now),
    all: () => log,
  };
}
