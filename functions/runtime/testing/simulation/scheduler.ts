import { setImmediate } from "node:timers/promises";

/** Something that can be killed: what it waits for then never comes. */
export interface Process {
  readonly name: string;
  alive: boolean;
}

interface Waiting {
  readonly process: Process;
  readonly resolve: () => void;
}

/** A thing the world may do next besides going on with a call under way. */
export type Activity = () => void;

/**
 * One thread, one seed: decides in which order calls under way go on, and when time passes.
 * Time stands still while anything can happen, so that young copies and tight races are the rule.
 */
export interface Scheduler {
  now(): number;
  random(): number;
  /** Waits for this process's turn. */
  turn(process: Process): Promise<void>;
  sleep(process: Process, milliseconds: number): Promise<void>;
  /** Waits for a call that leaves this thread; meanwhile time does not pass. */
  during<T>(call: Promise<T>): Promise<T>;
  /** Runs until nothing can happen any more; `activities` says what may begin, `nextTime` when something will. */
  run(activities: () => readonly Activity[], nextTime: () => number | undefined): Promise<void>;
  steps(): number;
}

const STUCK_AFTER = 200_000;

export function createScheduler(random: () => number, start = Date.parse("2026-01-01T00:00:00Z")): Scheduler {
  let time = start;
  let steps = 0;
  let outside = 0;
  let ready: Waiting[] = [];
  let asleep: (Waiting & { at: number })[] = [];

  const wake = () => {
    ready.push(...asleep.filter(({ at }) => at <= time));
    asleep = asleep.filter(({ at }) => at > time);
  };

  /** Lets one of the things that can happen happen: a call going on, or an activity beginning. */
  const next = (begin: readonly Activity[]): boolean => {
    ready = ready.filter(({ process }) => process.alive);
    asleep = asleep.filter(({ process }) => process.alive);
    const chosen = Math.floor(random() * (ready.length + begin.length));
    const going = chosen < ready.length ? ready.splice(chosen, 1)[0]?.resolve : begin[chosen - ready.length];
    // Nothing but waiting for a call outside is no step: it may take as long as it takes.
    if (!going) return false;
    going();
    if (++steps > STUCK_AFTER) throw new Error("the schedule does not end");
    return true;
  };

  /** Lets time pass up to whatever comes next. */
  const pass = (nextTime: number | undefined): boolean => {
    const times = [...asleep.map(({ at }) => at), nextTime].filter((at) => at !== undefined);
    if (times.length === 0) return false;
    time = Math.max(time + 1, Math.min(...times));
    wake();
    return true;
  };

  return {
    now: () => time,
    random,
    steps: () => steps,
    turn: (process) => new Promise((resolve) => ready.push({ process, resolve })),
    sleep: (process, milliseconds) =>
      new Promise((resolve) => asleep.push({ process, resolve, at: time + Math.max(1, milliseconds) })),
    async during(call) {
      outside++;
      try {
        return await call;
      } finally {
        outside--;
      }
    },
    async run(activities, nextTime) {
      do await setImmediate();
      while (next(activities()) || outside > 0 || pass(nextTime()));
    },
  };
}
