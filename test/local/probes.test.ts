import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import type { Finding } from "../../local/contract/case.ts";
import { answersFile, keepAnswers, readAnswers } from "../../local/probes/answers.ts";
import { fingerprintOf } from "../../local/probes/fingerprint.ts";
import { tells } from "../../local/probes/tells.ts";
import { doubtingAnswers, withoutAt } from "../../local/probes/without.ts";
import { temporaryRoot } from "./engine-fixture.ts";

const toy = () =>
  ({ root: temporaryRoot(), state: temporaryRoot(), product: "LocalStack", version: "4.14.0" }) as const;

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
    expect(all(asked)).toEqual([well]);
  },
);

test("what is not as AWS is asked again after a week, and a file that nothing was added to since then is removed", () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  const asked = toy();
  keepAnswers(asked, [lost, well]);
  keepAnswers({ ...asked, version: "4.13.0" }, [well]);

  vi.setSystemTime(Date.now() + 6 * 86_400_000);
  expect(all(asked)).toEqual([lost, well]);
  vi.setSystemTime(Date.now() + 2 * 86_400_000);
  expect(all(asked)).toEqual([well]);
  keepAnswers({ ...asked, version: "4.15.0" }, [well]);
  expect(readdirSync(join(asked.root, ".bugle", "endpoints"))).toEqual(["localstack-4.15.0.json"]);
});

test("answers that came of other cases, or of an engine run in another way, count no more", () => {
  const asked = toy();
  keepAnswers(asked, [well]);
  const file = answersFile(asked);
  const { fingerprint, answers } = JSON.parse(readFileSync(file, "utf8"));
  expect(fingerprint).toMatch(/^[0-9a-f]{16}$/);
  writeFileSync(file, JSON.stringify({ fingerprint: "0123456789abcdef", answers }));
  expect(all(asked)).toEqual([]);
});

test("answers rest on the recipe of the engine they came from, unless Bugle does not run it", () => {
  const own = (["LocalStack", "MiniStack"] as const).map((product) => fingerprintOf({ product }));
  const external = fingerprintOf({ product: "LocalStack", external: "http://127.0.0.1:4566" });
  expect(new Set([...own, external]).size).toBe(3);
  expect(fingerprintOf({ product: "MiniStack", external: "http://127.0.0.1:4567" })).toBe(external);
});

test.each([
  ...["InternalError", "InternalServerError", "InternalFailure", "ServiceUnavailable", "ServiceUnavailableException"],
  ...["ThrottlingException", "TooManyRequestsException", "SyntaxError", "AggregateError", "Error", "TimeoutError"],
  ...["RequestTimeout", "EPIPE", "ECONNRESET", "EAI_AGAIN", "HTTP503", "HTTP500", "no answer in 120 s"],
])("%s is no answer of an endpoint, unless it says that it does not know the thing", (saw) => {
  expect(tells({ id: "queues/delay", verdict: "departs", saw })).toBe(false);
  expect(tells({ id: "queues/delay", verdict: "missing", saw })).toBe(true);
});

test.each(["ValidationError", "InvalidAction", "HTTP404", "accepted", "lost", "it is left out without a word"])(
  "%s is an answer",
  (saw) => expect(tells({ id: "queues/delay", verdict: "departs", saw })).toBe(true),
);

test("a product that does not tell its version is asked each time", () => {
  const asked = { ...toy(), version: "unknown" };
  keepAnswers(asked, [well]);
  expect(all(asked)).toEqual([]);
});

test("an endpoint that somebody else has started has answers of its own, which the run keeps and not the checkout", () => {
  const asked = toy();
  const external = { ...asked, external: "http://127.0.0.1:4566" };
  keepAnswers(external, [well]);
  expect([all(asked), all(external)]).toEqual([[], [well]]);
  expect(readdirSync(join(asked.state, "endpoints"))).toEqual(["localstack-4.14.0-at-127.0.0.1_4566.json"]);
  expect(readdirSync(asked.root)).toEqual([]);
});

test("a version is never taken for a path", () => {
  const asked = { ...toy(), version: "../../4" };
  expect(answersFile(asked)).toBe(join(asked.root, ".bugle", "endpoints", "localstack-.._.._4.json"));
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
    "http-api": "LocalStack 4.14.0 accepts it and does nothing",
  });
});
