import { describe, expect, it } from "vitest";
import type { Attempt } from "../../functions/runtime/ports.ts";
import { envelopeOf, hopOf, type Stores } from "./samples.ts";

const attempt: Attempt = {
  count: 3,
  first: "2026-11-21T10:00:00.000Z",
  last: "2026-11-21T10:05:00.000Z",
  receives: 4,
  fingerprint: "8c6976e5b5410415",
  suspect: true,
};
const LATER = 4_102_444_800;
const PAST = 1_000_000_000;

export function recordCases(stores: () => Stores): void {
  describe("attempts", () => {
    it("reads back what was last written of a message at one consumer", async () => {
      const dead = {
        code: "exhausted",
        reason: "no",
        help: "",
        consumer: "commerce/order",
        attempts: 8,
        first: "",
        last: "",
      };
      await stores().attempts.write("commerce/order", "m-1", attempt);
      await stores().attempts.write("commerce/order", "m-1", { ...attempt, count: 8, dead });
      expect(await stores().attempts.read("commerce/order", "m-1")).toEqual({ ...attempt, count: 8, dead });
      expect(await stores().attempts.read("commerce/payment", "m-1")).toBeUndefined();
      expect(await stores().attempts.read("commerce/order", "m-2")).toBeUndefined();
    });

    it("tells very long ids apart", async () => {
      const [one, other] = [`${"i".repeat(5_000)}1`, `${"i".repeat(5_000)}2`];
      await stores().attempts.write("commerce/order", one, attempt);
      expect(await stores().attempts.read("commerce/order", one)).toEqual(attempt);
      expect(await stores().attempts.read("commerce/order", other)).toBeUndefined();
    });
  });

  describe("idempotency keys", () => {
    const record = { bodyHash: "abc", response: { status: 202 }, envelopes: [envelopeOf("m-1")] };
    const other = { ...record, bodyHash: "def" };

    it("are claimed once: whoever comes later is answered what stands there", async () => {
      expect(await stores().keys.claim("ann POST /orders k1", record, LATER)).toBeUndefined();
      expect(await stores().keys.claim("ann POST /orders k1", other, LATER)).toEqual(record);
      expect(await stores().keys.claim("bob POST /orders k1", other, LATER)).toBeUndefined();
    });

    it("are free again once expired", async () => {
      expect(await stores().keys.claim("expired", record, PAST)).toBeUndefined();
      expect(await stores().keys.claim("expired", other, LATER)).toBeUndefined();
      expect(await stores().keys.claim("expired", record, LATER)).toEqual(other);
    });

    it("are claimed by one of twenty at once, however long they are", async () => {
      const key = "k".repeat(3_000);
      const answers = await Promise.all(Array.from({ length: 20 }, () => stores().keys.claim(key, record, LATER)));
      expect(answers.filter((answer) => answer === undefined)).toHaveLength(1);
    });
  });

  describe("trace", () => {
    it("reads a journey back in the order of time, each hop once, and no other's", async () => {
      const late = hopOf("c-1", "2026-11-21T10:00:02.000Z");
      const early = hopOf("c-1", "2026-11-21T10:00:01.000Z", { kind: "request", by: "POST /orders" });
      await stores().trace.write([late, hopOf("c-2", "2026-11-21T10:00:01.500Z"), early, late]);
      await stores().trace.write([late]);
      expect(await stores().trace.read("c-1")).toEqual([early, late]);
      expect(await stores().trace.read("c-3")).toEqual([]);
    });

    it("keeps two hops of the same moment, and more than one call can write", async () => {
      const hops = Array.from({ length: 60 }, (_, i) => hopOf("many", "2026-11-21T10:00:00.000Z", { id: `m-${i}` }));
      await stores().trace.write(hops);
      const ids = (await stores().trace.read("many")).map(({ id }) => id);
      expect(ids).toHaveLength(60);
      expect(new Set(ids).size).toBe(60);
    });
  });
}
