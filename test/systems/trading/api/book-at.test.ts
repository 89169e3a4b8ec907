import { expect, test } from "vitest";
import type { Commit } from "../../../../functions/runtime/commit.ts";
import { memoryKeys } from "../../../../functions/runtime/memory/keys.ts";
import { routesOf } from "../../../../functions/runtime/routes.ts";
import { memoryGround } from "../../../../functions/runtime/testing/simulation/ground.ts";
import tradingApi from "../../../../functions/trading/api/index.ts";
import bookDepth from "../../../../functions/trading/book-depth.projection.ts";
import { counting, deliveriesOf, project, START } from "../../../conformance/past.ts";
import { chance } from "../../commerce/chance.ts";
import { openFace } from "../../face.ts";
import { loadedSystem } from "../../loaded.ts";
import { list } from "../listing.ts";
import { openMarket } from "../market.ts";
import { commandOf, wishesOf } from "../wishes.ts";

const COMMITS = 10_000;

/** The book of a long life: a commit for each command, refused ones too, now and then several at one time. */
function longLife(): Commit[] {
  const market = openMarket();
  let time = START;
  return [list, ...wishesOf(7, COMMITS - 1).map(commandOf)].map((command, i) => {
    if (i % 4 > 0) time += 700;
    const events = market.tell(command).events.map(({ type, data }) => ({ type, v: 1, data, by: 0 }));
    const version = market.facts.length;
    const at = new Date(time).toISOString();
    const by = "trading/book";
    return { stream: "trading/book/ACME", n: i + 1, time: at, by, version, events, sends: [], answers: [] };
  });
}

/** What the book was after each commit, from its first fact on. */
function booksOf(commits: readonly Commit[]) {
  const { folds } = bookDepth;
  let row = bookDepth.initial;
  return commits.map(({ events, time, version }) => {
    for (const { type, data } of events) row = folds[type]?.(row, data as never, { time, version, total: "" }) ?? row;
    return { ...row, version };
  });
}

test("the book of ten thousand commits is told as it was at any instant, from a few hundred of them", async () => {
  const { stores, counts } = counting(memoryGround());
  const commits = longLife();
  for (const commit of commits) await stores.journal.append(commit);
  const deliveries = deliveriesOf(commits);
  for (let i = 0; i < deliveries.length; i += 10)
    expect(await project(stores, bookDepth, deliveries.slice(i, i + 10), { system: "trading" })).toEqual([]);

  const routes = routesOf(loadedSystem("trading").manifest);
  const clock = { now: () => START, skew: () => 0, random: () => 0, sleep: async () => undefined };
  const ports = {
    ...stores,
    clock,
    keys: memoryKeys(clock.now),
    roads: { send: async () => [] },
    log: () => undefined,
  };
  const { read } = openFace({ system: "trading", api: tradingApi, routes, ports });
  const books = booksOf(commits);
  const times = commits.map(({ time }) => Date.parse(time));
  const random = chance(1);
  const instants = Array.from({ length: 40 }, () => Math.floor(random() * COMMITS)).concat(0, COMMITS - 1);
  for (const i of instants) {
    counts.commits = 0;
    const instant = (times[i] ?? 0) + Math.floor(random() * 2) * 699;
    const { body } = await read(`/instruments/ACME/book?at=${new Date(instant).toISOString()}`);
    expect(body).toEqual(books[times.findLastIndex((time) => time <= instant)]);
    expect(counts.commits).toBeLessThanOrEqual(1 + 200 + 100);
    const { version } = books[i] ?? {};
    counts.commits = 0;
    const told = await read(`/instruments/ACME/book?version=${version}`);
    expect(told.body).toEqual(books.find((row) => row.version === version));
    expect(counts.commits).toBeLessThanOrEqual(25 + 14 + 1 + 200 + 100);
  }
});
