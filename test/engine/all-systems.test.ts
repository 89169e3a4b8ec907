import { expect, test } from "vitest";
import type { JourneyNode } from "../../functions/runtime/edge/journey.ts";
import { type Line, place, start } from "./start-fixture.ts";

const flat = (nodes: readonly JourneyNode[]): JourneyNode[] => nodes.flatMap((node) => [node, ...flat(node.children)]);

/** How often each handler took part in a journey. */
function handledIn(lines: readonly Line[], wanted: string): Record<string, number> {
  const line = lines.find(({ kind, title }) => kind === "journey" && title === wanted);
  const by = flat((line?.["journey"] ?? []) as JourneyNode[])
    .filter(({ kind }) => kind === "commit")
    .map((node) => `${node.type} by ${node.by}`);
  return Object.fromEntries([...Map.groupBy(by, (name) => name)].map(([name, all]) => [name, all.length]));
}

test("`npm start -- --all --once` lets a journey of each system run, with real data loaded", {
  timeout: 240_000,
}, async () => {
  const run = start(await place(), "--all", "--once");
  await expect(run.ended).resolves.toEqual({ code: 0, said: "" });
  const told = run.lines.filter(({ kind }) => kind === "step").map(({ step, text }) => `${step}: ${text}`);
  expect(told).toContainEqual("trade: real prices of five stocks loaded, 10 AAPL sold");
  expect(told).toContainEqual("readings: 60 days of real weather loaded, a cold store above 8 degrees");
  expect(told).toContainEqual(expect.stringMatching(/^order: .* submitted$/));
  expect(run.lines.filter(({ kind }) => kind === "trouble")).toEqual([]);

  const { "ReportReadings by telemetry/report-readings": reports, ...come } = handledIn(run.lines, "Readings");
  // A command per hour: as an hour begins, the readings of the last two minutes are of two.
  expect([1, 2]).toContain(reports);
  expect(come).toMatchObject({
    "RaiseAlert by telemetry/raise-alert": 1,
    "SendAlert by telemetry/send-alert": 1,
    "AlertRaised by commerce/withdraw-stock-on-alert-raised": 1,
  });
  // The saga that settles is eager: what it sends goes twice, and each is handled once.
  expect(handledIn(run.lines, "Buy order")).toMatchObject({
    "PlaceTradeOrder by trading/place-trade-order": 1,
    "ReserveCash by trading/reserve-cash": 1,
    "ReserveHoldings by trading/reserve-holdings": 1,
    "DeliverTrade by trading/deliver-trade": 2,
    "ConfirmSettlement by trading/confirm-settlement": 1,
    "TradeSettled by trading/settling": 1,
  });
  expect(handledIn(run.lines, "Submission")).toMatchObject({ "ShipOrder by commerce/ship-order": 1 });
});
