import { expect, it } from "vitest";
import * as z from "zod";
import { command, event, handle, state, totals } from "../../../functions/runtime/index.ts";
import type { Definition } from "../../../functions/runtime/manifest.ts";
import { bench, received } from "./bench.ts";

const DAY = 24 * 3_600_000;
const fields = { hourId: z.string(), value: z.number() };
class Report extends command("Report", fields) {}
class Reported extends event("Reported", fields) {}
const STREAM = "test/hour/h";
const home = { key: "hourId", from: [Reported], initial: { sum: 0 } };
const fold = (_: unknown, { value }: { value: number }) => {
  if (value < 0) throw new Error("no sum of that");
  return { sum: value };
};
const hour = state("hour", { ...home, keptFor: DAY })({ Reported: fold });
const forever = state("hour", home)({ Reported: fold });

const commit = (n: number, value: number, time: string) => {
  const events = [{ type: "Reported", v: 1, data: { hourId: "h", value }, by: 0 }];
  return { stream: STREAM, n, version: n, time, by: "test/report", events, sends: [], answers: [] };
};
const told = (version: number, time: string) =>
  received(`${STREAM}@${version}.0`, new Reported({ hourId: "h", value: 1 }), {
    stream: STREAM,
    streamversion: version,
    time,
    born: time,
  });

it("facts that are past their time and not gone yet count no second time when their position has gone", async () => {
  const sums = totals("sums", { of: hour, total: () => "all", initial: { sum: 0 } })({
    Reported: ({ sum }, { value }) => ({ sum: sum + value }),
  });
  const b = bench("sums.projection.ts", sums as unknown as Definition);
  const [first, second] = ["2026-01-01T00:00:00.000Z", "2026-01-02T00:01:00.000Z"];
  await b.ground.journal.append(commit(1, 1, first));
  await b.deliver(told(1, first));
  b.clock.now = Date.parse(second);
  await b.ground.journal.append(commit(2, 1, second));
  await b.deliver(told(2, second), told(2, second));
  expect((await b.ground.models.read("test/sums", "total/all"))?.row).toEqual({ sum: 2 });
});

it.each([
  ["do not fold", forever, [commit(1, -1, "2026-01-01T00:00:00.000Z")]],
  ["have gone in part", hour, [1, 3].map((n) => commit(n, 1, "2026-01-01T00:00:00.000Z"))],
] as const)("a key whose facts %s is parked all the same, and the rest waits", async (_, kept, facts) => {
  const report = handle(
    Report,
    { state: kept, emits: [Reported], retry: { exhausted: "park", attempts: 1 } },
    ({ data }) => new Reported(data),
  );
  const b = bench("report.ts", report);
  for (const fact of facts) await b.ground.journal.append(fact);
  await b.deliver(received("m", new Report({ hourId: "h", value: 0 }), { group: "h" }));
  const n = (facts.at(-1)?.n ?? 0) + 1;
  expect(b.deadLetters.map(({ reason }) => reason.parks)).toEqual([{ stream: STREAM, n }]);
  expect(b.ground.all().at(-1)).toMatchObject({ n, version: n - 1, claim: { id: "m", parked: true } });
});
