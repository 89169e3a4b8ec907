import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Snapshot } from "../../functions/runtime/ports.ts";
import type { Stores } from "./samples.ts";

export const snapshotOf = (n: number, state: unknown): Snapshot => ({
  n,
  version: n + 1,
  time: "2026-11-21T10:00:00.000Z",
  definition: 3,
  state,
  ids: [["m-1", "2026-11-21T10:00:00.000Z"]],
  paged: 2_000,
});

/** Text that takes so many bytes packed, or a few more. */
export const unpackable = (bytes: number): string => randomBytes(bytes).toString("base64");

export function snapshotCases(stores: () => Stores): void {
  const snapshots = () => stores().snapshots;

  describe("snapshots", () => {
    it("has none of a stream that was never written", async () => {
      expect(await snapshots().read("commerce/order/none")).toBeUndefined();
      expect(await snapshots().readPage("commerce/order/none", 0)).toBeUndefined();
    });

    it("reads back the newest snapshot, and never goes back to an older one", async () => {
      await snapshots().write("commerce/order/s", snapshotOf(500, { status: "paid" }));
      await snapshots().write("commerce/order/s", snapshotOf(1_000, { status: "shipped" }));
      await snapshots().write("commerce/order/s", snapshotOf(500, { status: "paid" }));
      expect(await snapshots().read("commerce/order/s")).toEqual(snapshotOf(1_000, { status: "shipped" }));
    });

    it("keeps with a snapshot and a page when they may go", async () => {
      const expires = 1_900_000_000;
      const page = { ids: ["m-1"], until: "2026-11-21T10:00:00.000Z", expires };
      await snapshots().write("commerce/order/brief", { ...snapshotOf(500, 1), expires });
      await snapshots().writePage("commerce/order/brief", 0, page);
      expect((await snapshots().read("commerce/order/brief"))?.expires).toBe(expires);
      expect(await snapshots().readPage("commerce/order/brief", 0)).toEqual(page);
    });

    it("leaves the snapshot that stands when one of the same commit comes again", async () => {
      await snapshots().write("commerce/order/same", snapshotOf(500, "first"));
      await snapshots().write("commerce/order/same", snapshotOf(500, "second"));
      expect((await snapshots().read("commerce/order/same"))?.state).toBe("first");
    });

    it("keeps a state larger than an item, since it is zipped", async () => {
      const lines = Array.from({ length: 20_000 }, (_, i) => `line ${i} grüße`);
      await snapshots().write("commerce/order/large", snapshotOf(500, lines));
      expect((await snapshots().read("commerce/order/large"))?.state).toEqual(lines);
    });

    it("keeps a state that takes many items even zipped, and the next of it, larger or smaller", async () => {
      for (const [i, bytes] of [1_000_000, 2_000_000, 500_000, 10, 1_000_000, 1_000_000].entries()) {
        const snapshot = snapshotOf(500 * (i + 1), unpackable(bytes));
        await snapshots().write("commerce/order/huge", snapshot);
        expect(await snapshots().read("commerce/order/huge")).toEqual(snapshot);
      }
      await snapshots().write("commerce/order/huge", snapshotOf(2_999, unpackable(1_000_000)));
      expect((await snapshots().read("commerce/order/huge"))?.n).toBe(3_000);
    });

    it("refuses a state over 4 MB zipped, and leaves the one that stands", async () => {
      await snapshots().write("commerce/order/over", snapshotOf(500, "small"));
      const write = snapshots().write("commerce/order/over", snapshotOf(1_000, unpackable(4_300_000)));
      await expect(write).rejects.toMatchObject({ code: "snapshot-too-large", help: "keep less in the state" });
      expect((await snapshots().read("commerce/order/over"))?.state).toBe("small");
    });

    it("keeps pages of 2,000 ids apart from each other and from the snapshot", async () => {
      const ids = Array.from({ length: 2_000 }, (_, i) => `commerce/order/a-rather-long-key-of-an-order@${i}.0`);
      const first = { ids, until: "2026-11-21T10:00:00.000Z" };
      const second = { ids: ["last"], until: "2026-11-21T11:00:00.000Z" };
      await snapshots().writePage("commerce/order/p", 0, first);
      await snapshots().writePage("commerce/order/p", 1, second);
      await snapshots().writePage("commerce/order/p", 0, first);
      expect(await snapshots().readPage("commerce/order/p", 0)).toEqual(first);
      expect(await snapshots().readPage("commerce/order/p", 1)).toEqual(second);
      expect(await snapshots().readPage("commerce/order/p", 2)).toBeUndefined();
      expect(await snapshots().read("commerce/order/p")).toBeUndefined();
    });
  });
}
