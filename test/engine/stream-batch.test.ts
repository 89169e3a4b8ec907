import type { _Record } from "@aws-sdk/client-dynamodb-streams";
import { expect, test } from "vitest";
import { handleRecords } from "../../local/runner/stream-batch.ts";

const record = (n: number): _Record => ({ eventName: "INSERT", dynamodb: { SequenceNumber: String(n) } });

/** Handles records 1 to `count`; those in `failing` fail as often as it says. */
async function run(count: number, failing: Record<string, number>, { ending = false } = {}) {
  const [batches, kept, pauses]: [string[][], string[], number[]] = [[], [], []];
  const left = { ...failing };
  const numbers = (records: readonly { dynamodb?: { SequenceNumber?: string | undefined } | undefined }[]) =>
    records.map(({ dynamodb }) => dynamodb?.SequenceNumber ?? "");
  await handleRecords(
    {
      arn: "arn",
      handler: async ({ Records }) => {
        const all = numbers(Records);
        batches.push(all);
        const first = all.find((n) => (left[n] ?? 0) > 0);
        if (first === undefined) return { batchItemFailures: [] };
        left[first] = (left[first] ?? 0) - 1;
        return { batchItemFailures: [{ itemIdentifier: first }] };
      },
      keep: async (one) => {
        kept.push(...numbers([one]));
      },
      pause: async (n) => {
        pauses.push(n);
        return !ending;
      },
    },
    Array.from({ length: count }, (_, i) => record(i + 1)),
  );
  return { batches, kept, pauses };
}

test("a batch that goes well is handled once", async () => {
  await expect(run(3, {})).resolves.toEqual({ batches: [["1", "2", "3"]], kept: [], pauses: [] });
});

test("after a failure, what comes from the failed record on is tried again", async () => {
  await expect(run(3, { 2: 1 })).resolves.toEqual({
    batches: [
      ["1", "2", "3"],
      ["2", "3"],
    ],
    kept: [],
    pauses: [0],
  });
});

test("a record that always fails is tried four times in company, then cornered and kept, and the others go on", async () => {
  const { batches, kept, pauses } = await run(4, { 2: 99 });

  expect(pauses).toEqual([0, 1, 2]);
  expect(batches.slice(0, 4)).toEqual([
    ["1", "2", "3", "4"],
    ["2", "3", "4"],
    ["2", "3", "4"],
    ["2", "3", "4"],
  ]);
  expect(kept).toEqual(["2"]);
  expect(batches.slice(4)).toEqual([["2", "3"], ["2"], ["3"], ["4"]]);
});

test("when the run ends, nothing is tried again and nothing is kept: the next start sweeps", async () => {
  await expect(run(2, { 1: 99 }, { ending: true })).resolves.toEqual({ batches: [["1", "2"]], kept: [], pauses: [0] });
});
