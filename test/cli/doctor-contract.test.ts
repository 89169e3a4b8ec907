import pc from "picocolors";
import { expect, test } from "vitest";
import { departuresOf } from "../../cli/doctor/contract.ts";
import { asSummary, asText, wrapped } from "../../cli/doctor/text.ts";
import type { Case } from "../../local/contract/case.ts";
import { readAllKept } from "../../local/contract/kept.ts";
import { sections } from "../../local/contract/sections/index.ts";
import { casesOf } from "../../local/contract/sections-of.ts";
import { keepAnswers } from "../../local/probes/answers.ts";
import { temporaryRoot } from "../local/engine-fixture.ts";

const noColors = pc.createColors(false);

const caseOf = (id: string): Case => {
  return { id, title: `AWS does ${id}.`, source: "", instead: `Bugle does ${id}.`, run: async () => undefined };
};

const known = () => ({
  root: temporaryRoot(),
  state: temporaryRoot(),
  cases: ["queues/delay", "topics/filter", "bus/replay", "bus/archive"].map(caseOf),
  kept: [
    { product: "MiniStack", version: "1.5.9", cases: [], findings: [] },
    {
      product: "MiniStack",
      version: "1.5.33",
      cases: ["queues/delay", "topics/filter", "bus/replay"],
      findings: [
        { id: "queues/delay", verdict: "departs", saw: "late" },
        { id: "bus/replay", verdict: "missing", saw: "InvalidAction" },
      ],
    },
  ] as const,
});

test("what is not as AWS comes from the results kept for the version, and what was asked here wins over them", () => {
  const facts = known();
  keepAnswers({ ...facts, product: "MiniStack", version: "1.5.33" }, [
    { id: "queues/delay", verdict: "as AWS" },
    { id: "topics/filter", verdict: "departs", saw: "lets all pass" },
  ]);

  const { rows, ...counts } = departuresOf(facts, { product: "MiniStack", version: "1.5.33" });

  expect(counts).toEqual({ product: "MiniStack", version: "1.5.33", asked: 2, kept: 1, unknown: 1 });
  expect(rows).toEqual([
    {
      ...{ id: "topics/filter", verdict: "departs", saw: "lets all pass", from: "asked" },
      ...{ title: "AWS does topics/filter.", instead: "Bugle does topics/filter." },
    },
    {
      ...{ id: "bus/replay", verdict: "missing", saw: "InvalidAction", from: "kept" },
      ...{ title: "AWS does bus/replay.", instead: "Bugle does bus/replay." },
    },
  ]);
});

test("while nothing runs, the newest version that was judged stands for the one that would be started", () => {
  const { version, rows } = departuresOf(known(), { product: "MiniStack" });
  expect([version, rows.map(({ id }) => id)]).toEqual(["1.5.33", ["queues/delay", "bus/replay"]]);
});

test("of a version that nobody has judged it says how to find out", () => {
  const contract = departuresOf(known(), { product: "LocalStack", version: "5.0.0" });
  expect(contract).toMatchObject({ version: "5.0.0", unknown: 4, rows: [] });

  const text = asText({ machine: [], endpoint: [], contract, stops: [] }, 100, noColors);
  expect(text).toContain("4 not known: `npx bugle endpoint` asks them all");
});

test.each(readAllKept())(
  "every case that $product $version does not stand is named, with what it does and what Bugle does",
  (kept) => {
    const { product, version, findings } = kept;
    const facts = { root: temporaryRoot(), state: temporaryRoot(), cases: casesOf(sections), kept: readAllKept() };

    const contract = departuresOf(facts, { product, version });

    expect(contract.rows.map(({ id }) => id).sort()).toEqual(findings.map(({ id }) => id).sort());
    const text = asText({ machine: [], endpoint: [], contract, stops: [] }, 1_000, noColors);
    const named = findings.filter(({ id, saw = "" }) =>
      text.split("\n").some((line) => line.startsWith(`${id} `) && line.includes(saw)),
    );
    expect(named).toEqual(findings);
  },
);

test("the summary tells the stops, then what is odd, then what is well of each group", () => {
  const fine = (what: string) => ({ what, state: "fine", says: `${what} is there` }) as const;
  const machine = [
    fine("Node"),
    { what: "disk", state: "note", says: "0.2 GB free", help: "Free some." },
    fine("MiniStack"),
    { what: "API's port", state: "stops", says: "3000 is held" },
  ] as const;
  const contract = departuresOf(known(), { product: "MiniStack", version: "1.5.33" });

  const text = asSummary({ machine, endpoint: [fine("engine")], contract, stops: ["API's port"] }, 200, noColors);

  expect(text.split("\n").map((line) => line.replaceAll(/ {2,}/g, " | "))).toEqual([
    "API's port | stops | 3000 is held",
    "disk | note | 0.2 GB free → Free some.",
    "",
    "this machine | ok | Node, MiniStack",
    "endpoint | ok | engine is there",
    expect.stringMatching(/^contract \| note \| MiniStack 1\.5\.33 is not as AWS in 2 of 4 cases/),
    expect.stringMatching(/`npx bugle doctor --all` shows each/),
    "",
    "`npm start` is stopped by: API's port",
  ]);
});

test("a group of which nothing is well has no line, and a contract that is stood none of what is more to see", () => {
  const contract = { product: "MiniStack", version: "9", asked: 4, kept: 0, unknown: 0, rows: [] };
  const machine = [{ what: "Node", state: "stops", says: "too old" }] as const;
  const lines = asSummary({ machine, endpoint: [], contract, stops: ["Node"] }, 300, noColors).split("\n");
  expect(lines.map((line) => line.split("  ")[0])).toEqual([
    "Node",
    "",
    "contract",
    "",
    "`npm start` is stopped by: Node",
  ]);
  expect(lines[2]).toMatch(/^contract +ok +MiniStack 9 is not as AWS in 0 of 4 cases \([^→]*$/);
});

test("a text is broken at spaces, and a long word stays whole", () => {
  expect(wrapped("a bb ccc dddd", 6)).toEqual(["a bb", "ccc", "dddd"]);
  expect(wrapped("incomprehensible to me", 5)).toEqual(["incomprehensible", "to me"]);
});
