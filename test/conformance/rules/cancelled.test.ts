import { describe, expect, it } from "vitest";
import * as z from "zod";
import { deduplicationId, namedId, parseEnvelope } from "../../../functions/runtime/envelope.ts";
import { command, handle } from "../../../functions/runtime/index.ts";
import type { Need } from "../../../functions/runtime/needs.ts";
import { bench, received } from "./bench.ts";
import { Open, open, ring } from "./door.ts";

const NAMED = "test/guard/1@open";
const ask = new Open({ doorId: "1", by: "me" });
const original = () => received(NAMED, ask, { group: "1", replyto: "test/guard/1" });
const cancellation = () => received(NAMED, ask, { group: "1", replyto: "test/guard/1", cancelled: true });
const refusal = [{ code: "cancelled", reason: "Open was cancelled by its sender", help: "send it anew" }];

type Place = ReturnType<typeof bench>;
const outcomes = ({ log }: Place) => log.map(({ outcome }) => outcome);
const commits = ({ ground }: Place) =>
  ground
    .all()
    .map(({ events, sends, answers }) => [
      events.length + sends.length,
      answers.map(({ rejected }) => rejected?.code ?? "done").join(" "),
    ]);

it("a cancellation is deduplicated apart from its command, and from a command of any other name", () => {
  const names = ["open", "open!", "open#", "open.", "open 1"].map((name) => namedId("test/guard/1", name));
  const sent = names.flatMap((id) => [received(id, ask), received(id, ask, { cancelled: true })]);
  const ids = sent.map(({ body }) => deduplicationId(parseEnvelope(body)));
  expect(new Set(ids).size).toBe(ids.length);
});

describe("a cancellation", () => {
  it("that comes first answers its command, which never runs; nobody is told", async () => {
    const place = bench("open.ts", open);
    await place.deliver(cancellation());
    place.restart();
    await place.deliver(original());
    expect(outcomes(place)).toEqual(["rejected", "duplicate"]);
    expect(commits(place)).toEqual([[0, "cancelled"]]);
    expect(place.ground.all()[0]?.answers.map(({ rejected }) => rejected)).toEqual(refusal);
  });

  it("that comes after its command changes nothing", async () => {
    const place = bench("open.ts", open);
    await place.deliver(original());
    await place.deliver(cancellation());
    expect(outcomes(place)).toEqual(["done", "duplicate"]);
    expect(commits(place)).toEqual([[1, "done"]]);
  });

  it("beside its command in one batch is settled by which stands first", async () => {
    for (const [batch, expected] of [
      [
        [cancellation(), original()],
        ["rejected", "duplicate"],
      ],
      [
        [original(), cancellation()],
        ["done", "duplicate"],
      ],
    ] as const) {
      const place = bench("open.ts", open);
      await place.deliver(...batch);
      expect(outcomes(place)).toEqual(expected);
    }
  });

  it("folds into one commit with the commands beside it", async () => {
    const place = bench("open.ts", open);
    await place.deliver(received("a", ask, { group: "1" }), cancellation(), received("b", ask, { group: "1" }));
    expect(commits(place)).toEqual([[2, "done cancelled done"]]);
  });

  it("is an event's word for nothing: only a command can be cancelled", async () => {
    const place = bench("open.ts", open);
    await place.deliver(received("x", { ...ask, kind: "event" }, { group: "1", cancelled: true }));
    expect(place.deadLetters.map(({ reason }) => reason.code)).toEqual(["wrong-kind"]);
  });
});

class Mail extends command("Mail", { to: z.string() }) {}
const mail = new Mail({ to: "ada" });

function mailing(effect: "again" | "hold", during: () => Promise<void> = async () => undefined) {
  const sent: string[] = [];
  const post: Need<(to: string) => Promise<void>> = {
    uses: [],
    create: () => async (to) => {
      sent.push(to);
      await during();
    },
  };
  const handler = handle(Mail, { needs: { post }, effect }, async ({ data }, _, { post }) => post(data.to));
  return { ...bench("mail.ts", handler), sent };
}
const mailed = () => received(NAMED, mail);
const unmailed = () => received(NAMED, mail, { cancelled: true });

describe("an outside effect", () => {
  it("of a stateless handler does not happen after the cancellation, which costs a named message one read", async () => {
    const place = mailing("again");
    await place.deliver(unmailed());
    place.restart();
    place.calls.length = 0;
    await place.deliver(mailed());
    expect(place.calls).toEqual(["journal.tail"]);
    expect([place.sent, outcomes(place)]).toEqual([[], ["rejected", "duplicate"]]);
  });

  it("of a message without a name is not read for", async () => {
    const place = mailing("again");
    await place.deliver(received("test/guard/1@3.0", mail));
    expect(place.calls).toEqual(["journal.append"]);
    expect(place.sent).toEqual(["ada"]);
  });

  it("on a state does not happen either, though a copy is remembered from before the cancellation", async () => {
    let rung = 0;
    const handler = ring(async () => void rung++);
    const place = bench("open.ts", handler);
    await place.deliver(received("earlier", ask, { group: "1" }));
    const [first] = place.ground.all();
    const answers = [{ id: NAMED, type: "Open", sent: "", correlationid: "r", hops: 1, rejected: refusal[0] }];
    await place.ground.journal.append({ ...first, n: 2, events: [], answers } as never);
    await place.deliver(original());
    expect([rung, outcomes(place)]).toEqual([1, ["done", "duplicate"]]);
  });

  it("under `hold` keeps the cancellation waiting until it has ended, and then it is the command that was first", async () => {
    const place = mailing("hold", async () => {
      // Another process, while this one is at it.
      place.restart();
      const early = unmailed();
      expect(await place.deliver(early)).toEqual([early.messageId]);
    });
    await place.deliver(mailed());
    await place.deliver(unmailed());
    expect([place.sent, outcomes(place)]).toEqual([["ada"], ["waiting", "done", "duplicate"]]);
  });

  it("a stateless handler's cancellation is kept until what it is for can have come", async () => {
    const place = mailing("again");
    await place.deliver(unmailed());
    const year = 366 * 24 * 3_600;
    expect(place.ground.all()[0]?.expires).toBeGreaterThan(Date.parse("2026-01-01T00:00:00Z") / 1_000 + year);
  });
});
