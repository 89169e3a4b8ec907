import type { Ports } from "../ports.ts";
import { advance, type Copy, emptyCopy, type FoldCommit, fromSnapshot } from "./copy.ts";
import type { Limits } from "./limits.ts";

/** How the streams of one consumer begin and fold. */
export interface StreamKind {
  readonly initial: unknown;
  readonly definition: number;
  readonly foldCommit: FoldCommit;
  /** One message each: taken for empty until the journal says otherwise, and not remembered. */
  readonly oneMessage: boolean;
}

/** The warm copies of a process: correctness never rests on them, since every put is conditional. */
export interface Copies {
  get(stream: string, mode?: "warm" | "fresh"): Promise<Copy>;
  keep(copy: Copy): void;
  drop(stream: string): void;
}

export function openCopies({ journal, snapshots, clock }: Ports, limits: Limits, kind: StreamKind): Copies {
  const warm = new Map<string, Copy>();

  async function readCold(stream: string): Promise<Copy> {
    const empty = emptyCopy(stream, kind.initial, clock.now());
    const tail = await journal.tail(stream, limits.tail);
    const first = tail[0]?.n ?? 1;
    if (first === 1) return advance(empty, tail, kind.foldCommit);
    const snapshot = await snapshots.read(stream);
    const base = snapshot?.definition === kind.definition ? fromSnapshot(empty, snapshot) : empty;
    const commits = base.n >= first - 1 ? tail : await journal.read(stream, base.n);
    return advance(base, commits, kind.foldCommit);
  }

  async function readOn(copy: Copy): Promise<Copy> {
    const now = clock.now();
    const commits = await journal.read(copy.stream, copy.n);
    return { ...advance(copy, commits, kind.foldCommit), checkedAt: now, fresh: true };
  }

  return {
    async get(stream, mode = "warm") {
      const copy = warm.get(stream);
      if (mode === "fresh" || !copy) {
        if (kind.oneMessage && mode === "warm")
          return { ...emptyCopy(stream, kind.initial, clock.now()), fresh: false };
        return readCold(stream);
      }
      if (clock.now() - copy.checkedAt < limits.warmFor) return { ...copy, fresh: false };
      // Lists are grown in place: the copy that is read on must not be found again.
      warm.delete(stream);
      const read = await readOn(copy);
      warm.set(stream, read);
      return read;
    },
    keep(copy) {
      if (kind.oneMessage) return;
      warm.delete(copy.stream);
      warm.set(copy.stream, copy);
      if (warm.size > limits.warmCopies) warm.delete(warm.keys().next().value as string);
    },
    drop(stream) {
      warm.delete(stream);
    },
  };
}
