import { describe, expect, it } from "vitest";
import type { Stores } from "./samples.ts";

const NOON = Date.parse("2026-11-21T12:00:00.000Z");
const THREE_A_SECOND = { limit: 3, per: 1_000 };

export function rateCases(stores: () => Stores): void {
  const taking = (name: string, pace: { limit: number; per: number; burst?: number }) => (after: number) =>
    stores().rates.take(`commerce/order/${name}`, pace, NOON + after);

  describe("rates", () => {
    it("let the burst through at once, then one per interval, and tell the milliseconds until then", async () => {
      const take = taking("three", THREE_A_SECOND);
      expect([await take(0), await take(0), await take(0), await take(0)]).toEqual([0, 0, 0, 334]);
      expect([await take(333), await take(334), await take(334)]).toEqual([1, 0, 333]);
    });

    it("fill up again while nobody takes, and hold no more than the burst", async () => {
      const take = taking("idle", { limit: 2, per: 1_000, burst: 3 });
      expect([await take(0), await take(0), await take(0), await take(0)]).toEqual([0, 0, 0, 500]);
      expect([await take(60_000), await take(60_000), await take(60_000)]).toEqual([0, 0, 0]);
      expect(await take(60_000)).toBe(500);
    });

    it("are kept apart by name, however long it is", async () => {
      const long = "x".repeat(3_000);
      const once = { limit: 1, per: 60_000 };
      expect([await taking(`${long}1`, once)(0), await taking(`${long}2`, once)(0)]).toEqual([0, 0]);
      expect(await taking(`${long}1`, once)(0)).toBe(60_000);
    });

    it("give twenty who ask at once no more than there are", async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => taking("rush", { limit: 5, per: 60_000 })(0)));
      const taken = answers.filter((wait) => wait === 0).length;
      expect(taken).toBeGreaterThan(0);
      expect(taken).toBeLessThanOrEqual(5);
      expect(answers.every((wait) => wait <= 60_000)).toBe(true);
    });
  });

  describe("halts", () => {
    it("are of one consumer, for each message once, until it is released", async () => {
      const { attempts } = stores();
      await attempts.halt("commerce/order", "m-1");
      await attempts.halt("commerce/order", "m-2");
      await attempts.halt("commerce/order", "m-1");
      expect([...(await attempts.halts("commerce/order"))].sort()).toEqual(["m-1", "m-2"]);
      await attempts.release("commerce/order", "m-1");
      await attempts.release("commerce/order", "m-1");
      expect(await attempts.halts("commerce/order")).toEqual(["m-2"]);
      await attempts.release("commerce/order", "m-2");
      expect(await attempts.halts("commerce/order")).toEqual([]);
      expect(await attempts.halts("commerce/payment")).toEqual([]);
    });
  });
}
