import { expect, it } from "vitest";
import { sampledTrace } from "../../functions/runtime/aws/sampled-trace.ts";
import { memoryTrace } from "../../functions/runtime/memory/trace.ts";

const hop = (correlationid: string, id: string) =>
  ({
    correlationid,
    id,
    kind: "commit",
    by: "shop/order",
    time: "2026-01-01T00:00:00.000Z",
    type: "CreateOrder",
    sent: "2026-01-01T00:00:00.000Z",
    outcome: "done",
    messages: [],
  }) as const;

it("keeps about one journey in twenty, each whole or not at all", async () => {
  const trace = memoryTrace();
  const sampled = sampledTrace(trace);
  for (let i = 0; i < 1_000; i++) for (const id of ["a", "b"]) await sampled.write([hop(`journey-${i}`, id)]);
  const kept = await Promise.all(Array.from({ length: 1_000 }, (_, i) => trace.read(`journey-${i}`)));
  const sizes = kept.map((entries) => entries.length).filter((size) => size > 0);
  expect(new Set(sizes)).toEqual(new Set([2]));
  expect(sizes.length).toBeGreaterThan(20);
  expect(sizes.length).toBeLessThan(100);
});
