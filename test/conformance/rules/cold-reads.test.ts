import { describe, expect, it } from "vitest";
import { openCopies } from "../../../functions/runtime/delivery/copies.ts";
import { LIMITS } from "../../../functions/runtime/delivery/limits.ts";
import type { Ports } from "../../../functions/runtime/ports.ts";
import { memoryGround } from "../../../functions/runtime/testing/simulation/ground.ts";
import { commitOf } from "../samples.ts";

const STREAM = "test/shelf/s";

interface Long {
  readonly commits: number;
  /** Commit of the snapshot. */
  readonly snapshot?: number;
  readonly gone?: readonly number[];
  readonly keptFor?: number;
  /** How many commits one call answers at most. */
  readonly page?: number;
  /** Runs after the tail has been read. */
  readonly meanwhile?: (ground: ReturnType<typeof memoryGround>) => Promise<unknown>;
}

const snapshotOf = (n: number) => {
  const state = Array.from({ length: n }, (_, i) => i + 1);
  return { n, version: n, time: "2026-01-01T00:00:00.000Z", definition: 1, state, ids: [], paged: 0 };
};

/** What a process that begins knows of a stream, whose state are the numbers of its commits, and what it has read for that. */
async function begin({ commits, snapshot, gone = [], keptFor, page = 99, meanwhile = async () => undefined }: Long) {
  const ground = memoryGround();
  for (let n = 1; n <= commits; n++) if (!gone.includes(n)) await ground.journal.append(commitOf(STREAM, n));
  if (snapshot !== undefined) await ground.snapshots.write(STREAM, snapshotOf(snapshot));
  const read: (readonly [call: string, from: number, to: number])[] = [];
  const told = (call: string, found: Awaited<ReturnType<Ports["journal"]["tail"]>>) => {
    read.push([call, found[0]?.n ?? 0, found.at(-1)?.n ?? 0]);
    return found;
  };
  const journal: Ports["journal"] = {
    ...ground.journal,
    read: async (stream, after, limit = page) =>
      told("read", await ground.journal.read(stream, after, Math.min(limit, page))),
    tail: async (stream, limit) => {
      const found = told("tail", await ground.journal.tail(stream, limit));
      await meanwhile(ground);
      return found;
    },
  };
  const clock = { now: Date.now, skew: () => 0, sleep: async () => undefined, random: () => 0 };
  const services = { secret: async () => "", email: async () => undefined };
  const foldCommit = (state: unknown, { n }: { n: number }) => [...(state as number[]), n];
  const kind = { initial: [], definition: 1, foldCommit, oneMessage: false, ...(keptFor !== undefined && { keptFor }) };
  const ports = { ...ground, journal, clock, services, log: () => undefined };
  const copy = await openCopies(ports, { ...LIMITS, tail: 5 }, kind).get(STREAM);
  return { read, n: copy.n, state: copy.state };
}

const numbers = (upTo: number) => Array.from({ length: upTo }, (_, i) => i + 1);

describe("a stream of which a process knows nothing", () => {
  it.each<[what: string, long: Long, read: [call: string, from: number, to: number][]]>([
    ["is short: its tail", { commits: 5 }, [["tail", 1, 5]]],
    [
      "has a snapshot before its tail: what lies between",
      { commits: 40, snapshot: 20 },
      [
        ["tail", 36, 40],
        ["read", 21, 35],
      ],
    ],
    ["has one that its tail follows on: its tail", { commits: 40, snapshot: 35 }, [["tail", 36, 40]]],
    ["has one within its tail: its tail", { commits: 40, snapshot: 38 }, [["tail", 36, 40]]],
    [
      "has none: the rest, in as many pages as it fills",
      { commits: 14, page: 4 },
      [
        ["tail", 10, 14],
        ["read", 1, 4],
        ["read", 5, 8],
        ["read", 9, 9],
      ],
    ],
  ])("%s is read, and no commit twice", async (_, long, read) => {
    expect(await begin(long)).toEqual({ read, n: long.commits, state: numbers(long.commits) });
  });

  it("is known as its tail found it, or as a snapshot that was written meanwhile", async () => {
    const more = async ({ journal }: ReturnType<typeof memoryGround>) => {
      for (let n = 41; n <= 60; n++) await journal.append(commitOf(STREAM, n));
    };
    expect(await begin({ commits: 40, snapshot: 20, meanwhile: more })).toMatchObject({ n: 40, state: numbers(40) });
    const meanwhile = async (ground: ReturnType<typeof memoryGround>) => {
      await more(ground);
      await ground.snapshots.write(STREAM, snapshotOf(60));
    };
    expect(await begin({ commits: 40, snapshot: 20, meanwhile })).toMatchObject({ n: 60, state: numbers(60) });
  });

  it.each([
    ["before its tail", [11, 12, 13]],
    ["in its tail", [22]],
  ])("is refused where facts have gone %s", async (_, gone) => {
    const long = { commits: 24, snapshot: 10, gone, keptFor: 1_000 };
    await expect(begin(long)).rejects.toMatchObject({ code: "facts-gone" });
    expect(await begin({ ...long, gone: [8, 9, 10] })).toMatchObject({ n: 24, state: numbers(24) });
  });
});
