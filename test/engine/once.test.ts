import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { JourneyNode } from "../../functions/runtime/edge/journey.ts";
import { isTaken } from "../../local/engine/probe.ts";
import { place, start } from "./start-fixture.ts";

const flat = (nodes: readonly JourneyNode[]): JourneyNode[] => nodes.flatMap((node) => [node, ...flat(node.children)]);

test("`npm start -- --once` deploys, ships one order, shows the whole journey, and leaves nothing running", {
  timeout: 90_000,
}, async () => {
  const here = await place();
  const run = start(here, "--once");

  await expect(run.ended).resolves.toEqual({ code: 0, said: "" });
  const hopsOf = (wanted: string) =>
    flat(run.lines.find(({ kind, title }) => kind === "journey" && title === wanted)?.["journey"] as JourneyNode[]);
  const hops = hopsOf("Submission");
  expect(hops[0]).toMatchObject({ kind: "request", outcome: "accepted" });
  expect(hops.filter(({ kind }) => kind !== "request" && kind !== "timer").every(({ handledAt }) => handledAt)).toBe(
    true,
  );
  expect(new Set(hops.map(({ by }) => by))).toEqual(
    new Set([
      undefined,
      hops[0]?.by,
      "commerce/submit-order",
      "commerce/order-summary",
      "commerce/daily-sales",
      "commerce/fulfilment",
      "commerce/reserve-stock",
      "commerce/stock-level",
      "commerce/check-fraud",
      "commerce/calculate-tax",
      "commerce/process-payment",
      "commerce/mark-paid-on-payment-processed",
      "commerce/ship-order",
      "commerce/take-stock-on-order-shipped",
      "commerce/take-stock",
      "commerce/generate-invoice",
      "commerce/send-receipt-on-invoice-generated",
      "commerce/send-email",
      "commerce/onboarding",
    ]),
  );
  expect(hopsOf("Registration").map(({ by }) => by)).toEqual(
    expect.arrayContaining([
      "commerce/register-user",
      "commerce/send-welcome-on-user-registered",
      "commerce/count-registration-on-user-registered",
      "commerce/onboarding",
      "commerce/user-profile",
      "commerce/send-email",
    ]),
  );
  expect(run.lines.filter(({ kind }) => kind === "trouble")).toEqual([]);
  expect(await isTaken(Number(here.env["BUGLE_PORT"]))).toBe(false);
  expect(existsSync(join(here.state, "run.lock"))).toBe(false);
});
