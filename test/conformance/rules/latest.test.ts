import { describe, expect, it } from "vitest";
import * as z from "zod";
import type { Commit } from "../../../functions/runtime/commit.ts";
import { listenersOf } from "../../../functions/runtime/edge/listeners.ts";
import { command, event, on, Rejected, Terminal } from "../../../functions/runtime/index.ts";
import type { Need } from "../../../functions/runtime/needs.ts";
import { bench, received } from "./bench.ts";

class Priced extends event("Priced", { price: z.number() }) {}
class Show extends command("Show", { price: z.number() }) {}

const price = (version: number, { of = "prices", ...more }: { of?: string; receives?: number } = {}) =>
  received(`test/${of}/p@${version}.0`, new Priced({ price: version }), {
    stream: `test/${of}/p`,
    streamversion: version,
    ...more,
  });

function board({ effect = (_: number): void => undefined } = {}) {
  const shown: number[] = [];
  const show = on(Priced, { latest: true, sends: [Show] }, ({ data }) => {
    effect(data.price);
    shown.push(data.price);
    return new Show(data);
  });
  return { ...bench("show-on-priced.ts", show), shown };
}

const outcomes = ({ log }: Pick<ReturnType<typeof board>, "log">) =>
  log.map(({ id, outcome }) => `${id.slice(-3)} ${outcome}`);

describe("a subscriber of the latest event", () => {
  it("answers ten of one stream that wait together with one run and one put, in whatever order they come", async () => {
    const b = board();
    const versions = [3, 1, 9, 10, 2, 5, 4, 8, 7, 6];
    expect(await b.deliver(...versions.map((version) => price(version)))).toEqual([]);
    expect(b.shown).toEqual([10]);
    expect(b.calls).toEqual(["journal.tail", "journal.append"]);
    expect(b.log.filter(({ outcome }) => outcome === "superseded")).toHaveLength(9);
    const [commit] = b.ground.all();
    expect(commit).toMatchObject({
      stream: "test/show-on-priced/test%2Fprices%2Fp",
      n: 1,
      answers: [{ id: "test/prices/p@10.0", streamversion: 10 }],
      sends: [{ type: "Show", data: { price: 10 } }],
    });
  });

  it("passes over what is older than the last handled, in this process and in the next, without a write", async () => {
    const b = board();
    await b.deliver(price(5));
    await b.deliver(price(4));
    b.restart();
    await b.deliver(price(3), price(2));
    await b.deliver(price(5));
    await b.deliver(price(6));
    expect(b.shown).toEqual([5, 6]);
    expect(outcomes(b)).toEqual([
      "5.0 done",
      "4.0 superseded",
      "2.0 superseded",
      "3.0 superseded",
      "5.0 duplicate",
      "6.0 done",
    ]);
    expect(b.calls.filter((call) => call === "journal.append")).toHaveLength(2);
  });

  it("keeps publishers' streams apart, and reads one commit of a stream however long it is", async () => {
    const b = board();
    for (let version = 1; version <= 150; version++) await b.deliver(price(version));
    b.restart();
    b.calls.length = 0;
    await b.deliver(price(7, { of: "quotes" }), price(149), price(151));
    expect(b.shown.slice(150)).toEqual([7, 151]);
    expect(b.calls.toSorted()).toEqual(["journal.append", "journal.append", "journal.tail", "journal.tail"]);
    expect(await b.ground.snapshots.read("test/show-on-priced/test%2Fprices%2Fp")).toBeUndefined();
  });

  it("lets the elders of a batch go though the newest fails, which comes back and is handled", async () => {
    let fails = true;
    const b = board({
      effect: () => {
        if (fails) throw new Error("down");
      },
    });
    const newest = price(3);
    expect(await b.deliver(price(1), newest, price(2))).toEqual([newest.messageId]);
    fails = false;
    expect(await b.deliver({ ...newest, receives: 2 })).toEqual([]);
    expect(b.shown).toEqual([3]);
  });

  it("goes on after a newest that became a dead letter, and takes a rejection for an answer", async () => {
    const b = board({
      effect: (version) => {
        if (version === 3) throw new Terminal("no", "no");
        if (version === 4) throw new Rejected("no", "no");
      },
    });
    await b.deliver(price(2), price(3));
    await b.deliver(price(4));
    await b.deliver(price(3));
    await b.deliver(price(5));
    expect(b.deadLetters.map(({ reason }) => reason.code)).toEqual(["no"]);
    expect(b.shown).toEqual([5]);
    expect(outcomes(b).slice(2)).toEqual(["4.0 rejected", "3.0 superseded", "5.0 done"]);
  });

  it("lets one that may end its process supersede nobody", async () => {
    const b = board();
    await b.deliver(price(1), price(2, { receives: 3 }));
    expect(b.shown).toEqual([1, 2]);
  });

  it("gives way to a newer one that another process commits first", async () => {
    const b = board();
    await b.deliver(price(1));
    const [first] = b.ground.all();
    const answers = [{ ...(first as Commit).answers[0], id: "test/prices/p@9.0", streamversion: 9 }];
    await b.ground.journal.append({ ...(first as Commit), n: 2, answers } as Commit);
    expect(await b.deliver(price(8))).toEqual([]);
    expect(outcomes(b).at(-1)).toBe("8.0 superseded");
    expect(b.ground.all()).toHaveLength(2);
  });

  it("runs an outside effect once for the newest, under a key of the event's own", async () => {
    const keys: string[] = [];
    const screen: Need<{ show(key: string): void }> = {
      uses: [],
      create: () => ({ show: (key) => void keys.push(key) }),
    };
    const show = on(Priced, { latest: true, needs: { screen } }, ({ key }, _, needs) => needs.screen.show(key()));
    const b = bench("show-on-priced.ts", show);
    await b.deliver(price(1), price(2));
    await b.deliver(price(3));
    expect(new Set(keys).size).toBe(2);
    expect(b.ground.all().map(({ n }) => n)).toEqual([1, 2]);
  });

  it("keeps no journey waiting, since it may pass an event over", () => {
    const { consumer } = board();
    const own = { ...consumer, filter: { types: ["Priced"] } };
    const system = { name: "test", contracts: [], consumers: [own] };
    expect(listenersOf({ systems: [system] }, "test")).toEqual({});
    const { latest: _, ...patient } = own;
    expect(listenersOf({ systems: [{ ...system, consumers: [patient] }] }, "test")).toEqual({
      Priced: ["test/show-on-priced"],
    });
  });

  it("forgets a stream when no event of it can come any more, and refuses one that comes all the same", async () => {
    const b = board();
    await b.deliver(price(1));
    expect(b.ground.all()[0]?.expires).toBe(Date.parse("2026-03-02T00:00:10Z") / 1_000);
    b.clock.now += 61 * 24 * 3_600_000;
    await b.deliver(price(2));
    await b.deliver(received("lost", new Priced({ price: 1 })));
    expect(b.deadLetters.map(({ reason }) => reason.code)).toEqual(["too-old", "no-stream"]);
  });
});
