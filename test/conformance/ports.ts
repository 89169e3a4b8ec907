import { afterAll, beforeAll, describe } from "vitest";
import { checkpointCases } from "./checkpoint-cases.ts";
import { journalCases } from "./journal-cases.ts";
import { modelCases } from "./model-cases.ts";
import { rateCases } from "./rate-cases.ts";
import { recordCases } from "./record-cases.ts";
import type { OpenStores, Stores } from "./samples.ts";
import { snapshotCases } from "./snapshot-cases.ts";
import { spreadCases } from "./spread-cases.ts";

/** What every ground must do alike, be it memory or a database: the same cases, run against the stores that `open` opens. */
export function conformance(name: string, open: OpenStores): void {
  describe(name, () => {
    let opened: Awaited<ReturnType<OpenStores>> | undefined;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened?.close?.());
    const stores = (): Stores => {
      if (!opened) throw new Error("the ground is not open");
      return opened;
    };
    journalCases(stores);
    snapshotCases(stores);
    modelCases(stores);
    spreadCases(stores);
    checkpointCases(stores);
    recordCases(stores);
    rateCases(stores);
  });
}
