import { describe, expect, it } from "vitest";
import * as z from "zod";
import { command, event, handle, state, Terminal } from "../../../functions/runtime/index.ts";
import { bench, received } from "./bench.ts";

const doorId = z.string();
class Opened extends event("Opened", { doorId, by: z.string() }) {}
class Open extends command("Open", { doorId, by: z.string() }) {}

const door = state("door", { key: "doorId", from: [Opened], initial: 0 })({ Opened: (count) => count + 1 });

function halting() {
  const lock = { mended: false };
  const open = handle(Open, { state: door, emits: [Opened], retry: { exhausted: "halt" } }, ({ data }) => {
    if (data.by === "never" && !lock.mended) throw new Terminal("walled-up", "there is no door any more");
    return new Opened(data);
  });
  return { ...bench("open.ts", open), lock };
}

const by = (id: string, name: string, key = "d", more: Parameters<typeof received>[2] = {}) =>
  received(id, new Open({ doorId: key, by: name }), { group: key, ...more });

const answers = (b: ReturnType<typeof bench>) => b.ground.all().flatMap(({ answers }) => answers.map(({ id }) => id));

describe("a halted consumer", () => {
  it("takes nothing of any key, uncounted, until its letter has been answered", async () => {
    const b = halting();
    const [follower, other] = [by("2", "me"), by("3", "me", "e")];
    expect(await b.deliver(by("1", "never"), follower)).toEqual([follower.messageId]);
    expect(await b.deliver(other)).toEqual([other.messageId]);
    expect(b.deadLetters.map(({ reason: { code, halts } }) => [code, halts])).toEqual([["walled-up", true]]);
    expect(await b.attempt("3")).toMatchObject({ count: 0, code: "consumer-halted" });
    b.lock.mended = true;
    expect(await b.deliver(by("1", "never", "d", { redriven: true }))).toEqual([]);
    expect(await b.ground.attempts.halts("test/door")).toEqual([]);
    expect(await b.deliver(follower, other)).toEqual([]);
    expect(answers(b)).toEqual(["1", "2", "3"]);
  });

  it("stays so for a letter that dies again, and until all of several have been answered", async () => {
    const b = halting();
    await b.deliver(by("1", "never"));
    await b.deliver(by("1", "never", "d", { redriven: true }));
    await b.ground.attempts.halt("test/door", "another");
    b.lock.mended = true;
    expect(await b.deliver(by("1", "never", "d", { redriven: true }))).toEqual([]);
    expect(await b.ground.attempts.halts("test/door")).toEqual(["another"]);
    expect(await b.deliver(by("2", "me"))).toHaveLength(1);
  });

  it("is halted before the letter is sent, and goes on for a message that comes again after a crash between the two", async () => {
    const b = halting();
    await b.deliver(by("1", "never"));
    expect(b.calls.indexOf("attempts.halt")).toBeLessThan(b.calls.indexOf("attempts.write"));
    b.lock.mended = true;
    expect(await b.deliver(by("1", "never"), by("2", "me"))).toEqual([]);
    expect(answers(b)).toEqual(["1", "2"]);
  });

  it("goes on at the duplicate of a letter that was answered without an end of the halt", async () => {
    const b = halting();
    await b.deliver(by("1", "me"));
    await b.ground.attempts.halt("test/door", "1");
    expect(await b.deliver(by("1", "me"))).toEqual([]);
    expect(await b.ground.attempts.halts("test/door")).toEqual([]);
  });

  it("takes nothing unreadable either", async () => {
    const b = halting();
    await b.deliver(by("1", "never"));
    expect(await b.deliver({ ...by("2", "me"), body: "{" })).toHaveLength(1);
    expect(b.deadLetters).toHaveLength(1);
  });

  it("costs one read per batch, and none where no handler halts", async () => {
    const b = halting();
    await b.deliver(by("1", "me"), by("2", "me", "e"), by("3", "me", "f"));
    expect(b.calls.filter((call) => call.startsWith("attempts."))).toEqual(["attempts.halts"]);
    const free = bench(
      "open.ts",
      handle(Open, { state: door, emits: [Opened] }, ({ data }) => new Opened(data)),
    );
    await free.deliver(by("1", "me"));
    expect(free.calls.filter((call) => call.startsWith("attempts."))).toEqual([]);
  });
});
