import { createColors } from "picocolors";
import { expect, it } from "vitest";
import { notRunBy } from "../../cli/status/not-run.ts";
import { asText } from "../../cli/status/text.ts";
import type { Look } from "../../cli/status/verdict.ts";
import { runIn, takeRunLock } from "../../local/engine/run-lock.ts";
import { temporaryRoot } from "../local/engine-fixture.ts";

const system = (name: string) => ({
  name,
  queues: [],
  relay: { setAside: 0, deadLetters: 0 },
  undeliverable: {},
  ...{ stopped: [], failing: [], due: [], cut: false },
});

const look = (notRun: readonly string[]): Look => ({
  place: "local cloud",
  at: "2026-11-21T10:00:00.000Z",
  systems: ["commerce", "trading"].map(system),
  busUndeliverable: 0,
  failedRecords: { bucket: "records", objects: 0, more: false },
  notRun,
});

const linesOf = (seen: Look, problems: readonly string[] = []) =>
  asText(seen, problems, createColors(false)).split("\n");

it("names a deployed system that the run leaves out, and does not call it well", () => {
  const lines = linesOf(look(["commerce"]));
  expect(lines).toContain("commerce (not run here; its messages wait)");
  expect(lines).toContain("trading");
  expect(lines.at(-1)).toBe("all is well in what runs here; not run here: commerce");
  expect(linesOf(look(["commerce"]), ["1 dead letter"]).at(-1)).toBe("1 dead letter; not run here: commerce");
  expect(linesOf(look([])).at(-1)).toBe("all is well");
});

it("knows the systems of a run by what the run has announced", async () => {
  const deployed = ["commerce", "telemetry", "trading"];
  const root = temporaryRoot();
  const lock = await takeRunLock(root);
  await lock.announce("http://127.0.0.1:3000", "runner", ["trading", "telemetry"]);
  expect(notRunBy(runIn(root), deployed)).toEqual(["commerce"]);
  await lock.announce("http://127.0.0.1:3000", "runner");
  expect(notRunBy(runIn(root), deployed)).toEqual([]);
  await lock.announce("http://127.0.0.1:3000", "lambda", ["trading"]);
  expect(notRunBy(runIn(root), deployed)).toEqual([]);
  await lock.release();
  expect(notRunBy(runIn(root), deployed)).toEqual([]);
});
