import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { documentOf } from "../../local/contract/document.ts";
import { differences, type Kept, keptFrom, keptOf, readAllKept } from "../../local/contract/kept.ts";
import { sections } from "../../local/contract/sections/index.ts";
import { casesOf } from "../../local/contract/sections-of.ts";

const kept: Kept = {
  product: "MiniStack",
  version: "1.0.0",
  cases: ["queues/delay", "queues/size", "bus/time"],
  findings: [{ id: "queues/size", verdict: "departs", saw: "accepted" }],
};

test("a run that is as kept has no differences", () => {
  const findings = [
    { id: "queues/delay", verdict: "as AWS" },
    { id: "queues/size", verdict: "departs", saw: "accepted" },
  ] as const;
  expect(differences(kept, findings, ["queues"])).toEqual([]);
});

test("a difference is told in either direction, also when a case is new or gone", () => {
  const findings = [
    { id: "queues/size", verdict: "as AWS" },
    { id: "queues/ids", verdict: "as AWS" },
    { id: "bus/time", verdict: "missing", saw: "InvalidAction" },
  ] as const;
  expect(differences(kept, findings, ["queues", "bus"])).toEqual([
    { id: "queues/delay", kept: "as AWS", now: "not there" },
    { id: "queues/size", kept: "departs: accepted", now: "as AWS" },
    { id: "bus/time", kept: "as AWS", now: "missing: InvalidAction" },
    { id: "queues/ids", kept: "not there", now: "as AWS" },
  ]);
});

test("where nothing is kept, a run is compared with AWS", () => {
  const findings = [
    { id: "queues/delay", verdict: "as AWS" },
    { id: "queues/size", verdict: "departs", saw: "accepted" },
  ] as const;
  expect(differences(undefined, findings, ["queues"])).toEqual([
    { id: "queues/size", kept: "as AWS", now: "departs: accepted" },
  ]);
});

test("a product that tells no version is compared with the only version that is kept of it", () => {
  expect(keptOf([kept], "MiniStack", "1.0.0")).toBe(kept);
  expect(keptOf([kept], "MiniStack", "unknown")).toBe(kept);
  expect(keptOf([kept], "MiniStack", "2.0.0")).toBeUndefined();
  expect(keptOf([kept, { ...kept, version: "2.0.0" }], "MiniStack", "unknown")).toBeUndefined();
});

test("what is kept of a run is its cases, and the findings that are not as AWS", () => {
  const finding = { id: "queues/size", verdict: "departs", saw: "accepted" } as const;
  expect(keptFrom("MiniStack", "1.0.0", [{ id: "queues/delay", verdict: "as AWS" }, finding])).toEqual({
    product: "MiniStack",
    version: "1.0.0",
    cases: ["queues/delay", "queues/size"],
    findings: [finding],
  });
});

test("the page of a contract has a table for each section, with a dash where an endpoint has none of a case", () => {
  const title = "A message of 1 MiB is taken, and one of a byte more is refused.";
  const size = { id: "queues/size", title, source: "https://aws.example/size", instead: "Nothing." };
  const delay = { ...size, id: "queues/delay", title: "A delay | ends.", source: "https://aws.example/delay" };
  const run = async () => undefined;
  const page = documentOf(
    [
      {
        name: "queues",
        cases: [
          { ...delay, run },
          { ...size, run },
        ],
      },
    ],
    [kept, { ...kept, product: "Other", cases: ["queues/delay"], findings: [] }],
  );
  expect(page).toContain("| MiniStack 1.0.0 | 3 | 2 | 1 |");
  expect(page.slice(page.indexOf("## queues"))).toBe(`## queues

| Case | AWS | MiniStack 1.0.0 | Other 1.0.0 | Bugle, where one departs |
| --- | --- | --- | --- | --- |
| delay | [A delay \\| ends.](https://aws.example/delay) | as AWS | as AWS |  |
| size | [${title}](https://aws.example/size) | **departs: accepted** | – | Nothing. |
`);
});

test("docs/endpoints.md is what the kept results say; `node test/engine/write-kept.ts` writes it", () => {
  const page = readFileSync(join(import.meta.dirname, "..", "..", "docs", "endpoints.md"), "utf8");
  expect(page).toBe(documentOf(sections, readAllKept()));
});

test("every case has an id of its own in its section, and names a page of AWS's documentation", () => {
  const cases = casesOf(sections);
  expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  for (const { name, cases: own } of sections) for (const { id } of own) expect(id.startsWith(`${name}/`)).toBe(true);
  const elsewhere = cases.filter(({ source }) => !source.startsWith("https://docs.aws.amazon.com/"));
  expect(elsewhere.map(({ id }) => id)).toEqual([]);
});
