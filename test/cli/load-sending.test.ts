import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { openClient } from "../../cli/load/send/client.ts";
import { FLUSH, sendInLanes } from "../../cli/load/send/lanes.ts";
import { paced, readSpeed } from "../../cli/load/send/pace.ts";
import { sorted } from "../../cli/load/send/sorted.ts";

interface Row {
  readonly lane: string;
  readonly at: number;
}

async function* from<T>(rows: Iterable<T>): AsyncGenerator<T> {
  yield* rows;
}

async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const row of rows) list.push(row);
  return list;
}

const rowsOf = (lanes: number, each: number): Row[] =>
  Array.from({ length: lanes * each }, (_, index) => ({ lane: `l${index % lanes}`, at: Math.floor(index / lanes) }));

describe("rows are sent in lanes:", () => {
  const lane = ({ lane }: Row) => lane;

  it("each lane in its order, one request at a time, several lanes at once", async () => {
    const under = new Map<string, number>();
    const got: [string, number[]][] = [];
    let most = 0;
    const send = async (name: string, rows: readonly Row[]) => {
      expect(under.get(name) ?? 0).toBe(0);
      under.set(name, 1);
      most = Math.max(most, [...under.values()].filter(Boolean).length);
      for (let turns = rows[0]?.at === 0 ? 20 : 1; turns > 0; turns--) await new Promise(setImmediate);
      under.set(name, 0);
      got.push([name, rows.map(({ at }) => at)]);
    };
    await sendInLanes(from(rowsOf(5, 7)), { laneOf: lane, size: 3, send, atOnce: 4 });
    for (const name of ["l0", "l1", "l2", "l3", "l4"])
      expect(got.filter(([each]) => each === name).map(([, ats]) => ats)).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
    expect(most).toBe(4);
  });

  it("the fullest lane first where too many rows are gathered", async () => {
    const got: string[] = [];
    const send = async (name: string, rows: readonly Row[]) => void got.push(`${name} ${rows.length}`);
    const rows = ["a", "b", "a", "c", "d"].map((name, at) => ({ lane: name, at }));
    await sendInLanes(from(rows), { laneOf: lane, size: 100, send, gathered: 4 });
    expect(got).toEqual(["a 2", "b 1", "c 1", "d 1"]);
  });

  it("what was gathered before a flush is accepted before more is read", async () => {
    const log: string[] = [];
    async function* rows() {
      yield { lane: "a", at: 1 };
      yield FLUSH;
      log.push("read on");
      yield { lane: "a", at: 2 };
    }
    const send = async (_: string, [row]: readonly Row[]) => {
      await new Promise(setImmediate);
      log.push(`sent ${row?.at}`);
    };
    await sendInLanes<Row>(rows(), { laneOf: lane, size: 10, send });
    expect(log).toEqual(["sent 1", "read on", "sent 2"]);
  });

  it("and the first failure ends it", async () => {
    let sent = 0;
    const send = async () => {
      sent++;
      throw new Error("no");
    };
    await expect(sendInLanes(from(rowsOf(1, 100)), { laneOf: lane, size: 1, send })).rejects.toThrow("no");
    expect(sent).toBe(1);
  });
});

describe("rows of any number are sorted", () => {
  const isOurs = (name: string) => name.startsWith("bugle-load-") && !name.startsWith("bugle-load-test-");

  it("by parts, equal ones in the order in which they came", async () => {
    const rows = Array.from({ length: 1_050 }, (_, index) => ({ at: (index * 7_919) % 100, index }));
    const expected = rows.toSorted((a, b) => a.at - b.at);
    expect(await all(sorted(from(rows), (a, b) => a.at - b.at, 100))).toEqual(expected);
  });

  it("and no file is left, though the reader leaves early", async () => {
    const before = readdirSync(tmpdir()).filter(isOurs);
    for await (const row of sorted(from([{ at: 2 }, { at: 1 }]), (a, b) => a.at - b.at)) {
      expect(row).toEqual({ at: 1 });
      break;
    }
    expect(readdirSync(tmpdir()).filter(isOurs)).toEqual(before);
  });
});

describe("rows are replayed", () => {
  it("as far apart as they were, divided by the speed", async () => {
    const slept: number[] = [];
    let now = 5_000;
    const clock = {
      now: () => now,
      sleep: async (milliseconds: number) => {
        slept.push(milliseconds);
        now += milliseconds;
      },
    };
    const rows = [0, 30_000, 60_000, 60_001, 300_000].map((at) => ({ at: 1e12 + at }));
    const passed = await all(paced(from(rows), 60, new AbortController().signal, clock));
    expect(slept).toEqual([400, 600, 4_000]);
    expect(passed).toEqual([rows[0], FLUSH, rows[1], FLUSH, rows[2], rows[3], FLUSH, rows[4]]);
  });

  it.each([
    ["60x", 60],
    ["0.5", 0.5],
    ["max", Number.POSITIVE_INFINITY],
  ])("at %s", (text, speed) => {
    expect(readSpeed(text)).toBe(speed);
  });

  it.each(["0", "fast", "-1x", ""])("not at %j", (text) => {
    expect(() => readSpeed(text)).toThrow("It must be max, or a number above 0 such as 60x.");
  });
});

describe("a request is tried again", () => {
  const { signal } = new AbortController();

  it("after twice as long each time, and given up at last", async () => {
    const waits: number[] = [];
    const { createServer } = await import("node:http");
    const server = createServer((_, response) => response.writeHead(503).end()).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as { port: number };
    const wait = async (milliseconds: number) => waits.push(milliseconds);
    const client = openClient({ url: `http://127.0.0.1:${port}`, signal, wait });
    await expect(client({ method: "GET", path: "/" })).rejects.toMatchObject({ code: "overloaded" });
    server.closeAllConnections();
    server.close();
    expect(waits).toEqual([100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000, 5_000, 5_000]);
  });
});
