import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import type { Finding } from "../../local/contract/case.ts";
import { answersFile, keepAnswers, readAnswers } from "../../local/probes/answers.ts";
import { doubtingAnswers, withoutAt } from "../../local/probes/without.ts";
import { temporaryRoot } from "./engine-fixture.ts";

const toy = () => ({ root: temporaryRoot(), product: "LocalStack", version: "4.14.0" }) as const;

const lost: Finding = { id: "topics/dead-letter", verdict: "departs", saw: "lost" };
const well: Finding = { id: "queues/delay", verdict: "as AWS" };

const all = (asked: Parameters<typeof readAnswers>[0]) => [...readAnswers(asked).values()];

test("answers are kept for a version of a product, each beside those before it", () => {
  const asked = toy();
  expect(all(asked)).toEqual([]);
  keepAnswers(asked, [lost]);
  keepAnswers(asked, [well]);
  keepAnswers(asked, [{ ...lost, saw: "late" }]);

  expect(all(asked)).toEqual([{ ...lost, saw: "late" }, well]);
  expect(all({ ...asked, version: "4.15.0" })).toEqual([]);
  expect(readdirSync(join(asked.root, ".bugle", "endpoints"))).toEqual(["localstack-4.14.0.json"]);
});

test("answers that a deployment rested on in vain are forgotten, unless it was interrupted; others stay", async () => {
  const asked = toy();
  const archive: Finding = { id: "cloudformation/archive", verdict: "as AWS" };
  const at = (signal: AbortSignal) => ({ ...asked, endpoint: "http://127.0.0.1:9", signal });
  const fail = () => Promise.reject(new Error("no archive"));
  const { signal } = new AbortController();
  keepAnswers(asked, [well, archive]);

  expect(await doubtingAnswers(at(signal), async () => "deployed")).toBe("deployed");
  await expect(doubtingAnswers(at(AbortSignal.abort()), fail)).rejects.toThrow("no archive");
  expect(all(asked)).toEqual([well, archive]);
  await expect(doubtingAnswers(at(signal), fail)).rejects.toThrow("no archive");
  expect(all(asked)).toEqual([well]);
});

test.each(["", "{", "[1]", '[{"id":"queues/delay"}]', '{"id":"queues/delay"}'])(
  "a damaged file, %j, holds no answer and is replaced",
  (text) => {
    const asked = toy();
    mkdirSync(dirname(answersFile(asked)), { recursive: true });
    writeFileSync(answersFile(asked), text);
    expect(all(asked)).toEqual([]);
    keepAnswers(asked, [well]);
    expect(JSON.parse(readFileSync(answersFile(asked), "utf8"))).toEqual([well]);
  },
);

test("a product that does not tell its version is asked each time", () => {
  const asked = { ...toy(), version: "unknown" };
  keepAnswers(asked, [well]);
  expect(all(asked)).toEqual([]);
});

test("an endpoint that somebody else has started has answers of its own", () => {
  const asked = toy();
  const external = { ...asked, external: "http://127.0.0.1:4566" };
  keepAnswers(external, [well]);
  expect([all(asked), all(external)]).toEqual([[], [well]]);
  expect(readdirSync(join(asked.root, ".bugle", "endpoints"))).toEqual(["localstack-4.14.0-at-127.0.0.1_4566.json"]);
});

test("a version is never taken for a path", () => {
  const { root } = toy();
  expect(answersFile({ root, product: "LocalStack", version: "../../4" })).toBe(
    join(root, ".bugle", "endpoints", "localstack-.._.._4.json"),
  );
});

test("what was answered before decides what is left out, and nothing is asked again", async () => {
  const asked = toy();
  keepAnswers(asked, [
    { id: "cloudformation/archive", verdict: "missing", saw: "ValidationError" },
    { id: "cloudformation/http-api", verdict: "departs", saw: "it is left out without a word" },
    { id: "cloudformation/stack-outputs", verdict: "as AWS" },
  ]);
  const nowhere = { ...asked, endpoint: "http://127.0.0.1:9", signal: AbortSignal.abort() };
  const archive = "LocalStack 4.14.0 does not know it in CloudFormation";
  expect(await withoutAt(nowhere, "runner")).toEqual({ archive });
  expect(await withoutAt(nowhere, "lambda")).toEqual({
    archive,
    "http-api": "on LocalStack 4.14.0 it is left out without a word",
  });
});
