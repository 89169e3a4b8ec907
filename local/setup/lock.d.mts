export interface LockHolder {
  pid: number;
  birth: string;
  address?: string;
}

export interface HeldLock {
  taken: true;
  describe(address: string): void;
  release(): void;
}

export function tryLock(path: string): HeldLock | { taken: false; holder: LockHolder };
