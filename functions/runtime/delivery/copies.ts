import type { Commit } from "../commit.ts";
import type { Ports } from "../ports.ts";
import { advance, assertWhole, type Copy, emptyCopy, fromSnapshot } from "./copy.ts";
import type { Limits } from "./limits.ts";
import type { StreamKind } from "./stream-kind.ts";

/** The warm copies of a process: correctness never rests on them, since every put is conditional. */
export interface Copies {
  get(stream: string, mode?: "warm" | "fresh"): Promise<Copy>;
  keep(copy: Copy): void;
  drop(stream: string): void;
}

export function openCopies({ journal, snapshots, clock }: Ports, limits: Limits, kind: StreamKind): Copies {
  const warm = new Map<string, Copy>();

  function layOn(base: Copy, commits: readonly Commit[]): Copy {
    if (kind.keptFor !== undefined && !kind.oneMessage) assertWhole(base, commits);
    return advance(base, commits, kind.foldCommit);
  }

  async function readSnapshot(empty: Copy): Promise<Copy> {
    const snapshot = await snapshots.read(empty.stream);
    const past = snapshot?.expires !== undefined && snapshot.expires * 1_000 < clock.now();
    return snapshot?.definition === kind.definition && !past ? fromSnapshot(empty, snapshot) : empty;
  }

  /** The commits after one and before another, however many pages they fill. */
  async function readBetween(stream: string, after: number, before: number): Promise<Commit[]> {
    const commits: Commit[] = [];
    for (let last = after; last < before - 1; ) {
      const page = await journal.read(stream, last, before - 1 - last);
      last = page.at(-1)?.n ?? before;
      // Where facts have gone, as many as are missing reach into the tail.
      commits.push(...page.filter(({ n }) => n < before));
    }
    return commits;
  }

  async function readCold(stream: string): Promise<Copy> {
    const empty = emptyCopy(stream, kind.initial, clock.now());
    if (kind.latest) return advance(empty, await journal.tail(stream, 1), kind.foldCommit);
    const tail = await journal.tail(stream, limits.tail);
    const first = tail[0]?.n ?? 1;
    if (first === 1) return layOn(empty, tail);
    const base = await readSnapshot(empty);
    return layOn(base, [...(await readBetween(stream, base.n, first)), ...tail]);
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
      // What a `latest` subscriber has answered is told by its state.
      warm.set(copy.stream, kind.latest ? { ...copy, ids: [], known: new Set() } : copy);
      if (warm.size > limits.warmCopies) warm.delete(warm.keys().next().value as string);
    },
    drop(stream) {
      warm.delete(stream);
    },
  };
}
