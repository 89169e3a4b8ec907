import pc from "picocolors";
import { expect, test } from "vitest";
import { departuresOf } from "../../cli/doctor/contract.ts";
import { asText, wrapped } from "../../cli/doctor/text.ts";
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

test("a text is broken at spaces, and a long word stays whole", () => {
  expect(wrapped("a bb ccc dddd", 6)).toEqual(["a bb", "ccc", "dddd"]);
  expect(wrapped("incomprehensible to me", 5)).toEqual(["incomprehensible", "to me"]);
});
