/** What a holder says of itself. */
export interface Described {
  address?: string;
  mode?: string;
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
