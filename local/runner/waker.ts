/** Sleep that can be cut short. */
export interface Wake {
  /** Ends every sleep, and the next one before it begins. */
  now(): void;
  /** No more sleep: the run is ending. */
  end(): void;
  ended(): boolean;
  /** Sleeps, at most until woken; `whole` sleeps are cut short by the end alone. Answers whether it was woken, or, if whole, whether to go on. */
  sleep(ms: number, options?: { whole: boolean }): Promise<boolean>;
}

export function waker(): Wake {
  const sleepers = new Map<() => void, boolean>();
  let [woken, over] = [false, false];
  const rouse = (all: boolean) => {
    for (const [stop, whole] of sleepers) if (all || !whole) stop();
  };
  return {
    now: () => {
      woken = true;
      rouse(false);
    },
    end: () => {
      over = true;
      rouse(true);
    },
    ended: () => over,
    sleep: async (ms, { whole } = { whole: false }) => {
      if (!over && (whole || !woken))
        await new Promise<void>((resolve) => {
          const timer = setTimeout(() => stop(), ms);
          const stop = () => {
            clearTimeout(timer);
            sleepers.delete(stop);
            resolve();
          };
          sleepers.set(stop, whole);
        });
      if (whole) return !over;
      const was = woken;
      woken = false;
      return was;
    },
  };
}
