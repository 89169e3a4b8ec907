import { join } from "node:path";
import { expect, test } from "vitest";
import { loadAndCheck } from "../../functions/runtime/check/index.ts";
import { cancel, later } from "../../functions/runtime/index.ts";
import { eachSeed, given, readManifest, type Simulation, simulate } from "../../functions/runtime/testing/index.ts";
import { seedsOf } from "../conformance/schedules.ts";
import * as say from "./later/functions/library/contracts.ts";
import lendBook from "./later/functions/library/lend-book.ts";
import returnBook from "./later/functions/library/return-book.ts";

const root = join(import.meta.dirname, "later/functions");
const loaded = await readManifest(root);
const START = Date.parse("2026-01-01T00:00:00Z");
const DAY = 24 * 3_600_000;
const loan = { bookId: "b-1", loanId: "l-1", reader: "ada" };
const until = (days: number) => new Date(START + days * DAY).toISOString();

test("the system keeps every rule", async () => {
  expect((await loadAndCheck(root)).findings).toEqual([]);
});

test("a loan sends what is due at its end, and a return cancels it", async () => {
  await given(lendBook)
    .when(new say.LendBook({ ...loan, until: until(14) }), { now: until(0) })
    .then(
      new say.BookLent({ ...loan, until: until(14) }),
      later(new say.RemindReader(loan), { by: 13 * DAY }, "remind l-1"),
      later(new say.ChargeFee(loan), { at: until(14) }, "charge l-1"),
    );
  await given(returnBook, [new say.BookLent({ ...loan, until: until(14) })])
    .when(new say.ReturnBook(loan))
    .then(
      new say.BookReturned(loan),
      cancel(new say.RemindReader(loan), "remind l-1"),
      cancel(new say.ChargeFee(loan), "charge l-1"),
    );
});

test("a test that expects another time, another name or no delay at all says so", () => {
  const lent = given(lendBook).when(new say.LendBook({ ...loan, until: until(14) }), { now: until(0) });
  const expected = (...rest: Parameters<typeof later>[]) => [
    new say.BookLent({ ...loan, until: until(14) }),
    ...rest.map((each) => later(...each)),
  ];
  const remind = later(new say.RemindReader(loan), { by: 13 * DAY }, "remind l-1");
  const fee = new say.ChargeFee(loan);
  for (const wrong of [later(fee, { by: DAY }, "charge l-1"), later(fee, { by: 14 * DAY }, "fee"), fee])
    expect(() => lent.then(...expected(), remind, wrong)).toThrow(/but got:[\s\S]*1209600000 ms later as "charge l-1"/);
});

/** What became of both commands of a loan: the outcome of the one answer each has. */
function answersOf({ world }: Simulation, loanId: string) {
  const answers = world.ground.all().flatMap((commit) => commit.answers);
  return ["remind", "charge"].map((name) =>
    answers.filter(({ id }) => id.endsWith(`@${name}%20${loanId}`)).map(({ rejected }) => rejected?.code ?? "done"),
  );
}

interface Mails {
  readonly email: { readonly to: string }[];
}

function openLibrary(seed: number, faults: number): Simulation & Mails {
  const email: { to: string }[] = [];
  const needs = () => ({ email: async (mail: { to: string }) => void email.push(mail) });
  return { ...simulate(loaded, { seed, faults, needs }), email };
}

test("a book that comes back in time costs nothing, and its reader hears nothing of it", async () => {
  const world = openLibrary(1, 0);
  world.send(new say.LendBook({ ...loan, until: until(14) }));
  world.send(new say.ReturnBook(loan));
  await world.settle();
  expect([world.email, world.facts("library/account", "ada")]).toEqual([[], []]);
  expect(answersOf(world, "l-1")).toEqual([["cancelled"], ["cancelled"]]);
});

test("one that stays out is reminded of a day before, and charged for on time", async () => {
  const world = openLibrary(1, 0);
  world.send(new say.LendBook({ ...loan, until: until(14) }));
  await world.settle();
  expect([world.email.length, world.facts("library/account", "ada")]).toEqual([
    1,
    [{ type: "FeeCharged", data: loan }],
  ]);
  const times = world.world.ground.all().map(({ by, time }) => [by, (Date.parse(time) - START) / DAY]);
  expect(times.map(([by, day]) => [by, Math.round(Number(day))])).toEqual([
    ["library/lend-book", 0],
    ["library/remind-reader", 13],
    ["library/charge-fee", 14],
  ]);
});

/** Three loans end at once, or in a moment, while their books come back; everything is doubled, shuffled and interrupted. */
async function race(seed: number) {
  const world = openLibrary(seed, 0.08);
  const loans = [0, 1, 2].map((i) => ({
    bookId: `b-${i}`,
    loanId: `l-${i}`,
    reader: seed % 2 ? "ada" : `reader-${i}`,
  }));
  const ends = [0, 1_000, 5_000];
  loans.forEach((each, i) => {
    const end = new Date(START + (ends[(i + seed) % 3] ?? 0)).toISOString();
    world.send(new say.LendBook({ ...each, until: end }), { copies: 2 });
    world.send(new say.ReturnBook(each), { copies: 2 });
  });
  await world.settle();
  await world.finish();
  return { ...world, loans };
}

async function judge(seed: number): Promise<string[]> {
  const world = await race(seed);
  const lent = world.loans.filter(({ bookId }) => world.facts("library/book", bookId).length > 0);
  const met = lent.flatMap(({ loanId, reader }) => {
    const [, charge = []] = answersOf(world, loanId);
    const fees = world.facts("library/account", reader).filter(({ data }) => (data as typeof loan).loanId === loanId);
    expect(charge).toHaveLength(1);
    expect([loanId, fees.length]).toEqual([loanId, charge[0] === "done" ? 1 : 0]);
    return charge;
  });
  expect(await world.deadLetters()).toEqual([]);
  return met;
}

test("whichever comes first, the command or its cancellation, is the one answer, in every schedule", async () => {
  const met = new Set<string>();
  await eachSeed(seedsOf(300), async (seed) => {
    for (const outcome of await judge(seed)) met.add(outcome);
  });
  expect([...met].sort()).toEqual(["cancelled", "done"]);
});

test("a reminder that has waited for longer than a day is not sent", async () => {
  const world = openLibrary(1, 0);
  world.world.cloud.queues.get("library/remind-reader")?.send(
    JSON.stringify({
      ...{ specversion: "1.0", id: "library/book/b-1@remind%20l-1", source: "/library/book", kind: "command" },
      ...{ type: "RemindReader", time: until(-3), born: until(-3), due: until(-2), expirytime: until(-1) },
      ...{ correlationid: "c", contractversion: 1, hops: 1, data: loan },
    }),
  );
  await world.settle();
  expect([world.email, answersOf(world, "l-1")[0]]).toEqual([[], ["expired"]]);
});
