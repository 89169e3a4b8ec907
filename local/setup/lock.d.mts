/** What a holder says of itself. */
export interface Described {
  address?: string;
  mode?: string;
  /** Names of the systems that run; absent: all. */
  systems?: readonly string[] | undefined;
}

export interface LockHolder extends Described {
  pid: number;
  birth: string;
}

export interface HeldLock {
  taken: true;
  describe(more: Described): void;
  release(): void;
}

export function holderOf(path: string): LockHolder | undefined;
export function tryLock(path: string): HeldLock | { taken: false; holder: LockHolder };
