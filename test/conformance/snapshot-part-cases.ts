import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTables } from "./grounds/tables.ts";
import { snapshotOf, unpackable } from "./snapshot-cases.ts";

/** Snapshots of several items where the writer may stop between two of them. */
export function snapshotPartCases(endpoint: () => string): void {
  describe("a snapshot of several items", () => {
    let tables: Awaited<ReturnType<typeof openTables>>;
    /** Items that are still written before the process ends. */
    let left = Number.POSITIVE_INFINITY;

    beforeAll(async () => {
      tables = await openTables(endpoint(), "parts");
      tables.client.middlewareStack.add(
        (next, { commandName }) =>
          (args) => {
            if (commandName === "PutItemCommand" && --left < 0) throw new Error("the process ends");
            return next(args);
          },
        { step: "initialize" },
      );
    });
    afterAll(() => tables?.client.destroy());

    it("is not taken half-written: the one before it is, and the next is written over it", async () => {
      const { snapshots } = tables;
      const stream = "commerce/order/half";
      let standing: unknown;
      // Three parts and the head.
      for (const [i, written] of [0, 1, 2, 3].entries()) {
        left = written;
        const half = snapshots.write(stream, snapshotOf(1_000 * i + 500, unpackable(1_000_000)));
        await expect(half).rejects.toThrow("the process ends");
        expect(await snapshots.read(stream)).toEqual(standing);
        left = Number.POSITIVE_INFINITY;
        const whole = snapshotOf(1_000 * i + 1_000, unpackable(i === 1 ? 10 : 1_000_000));
        await snapshots.write(stream, whole);
        expect(await snapshots.read(stream)).toEqual(whole);
        standing = whole;
      }
    });
  });
}
