import { afterAll, beforeAll, expect, it } from "vitest";
import { startEngine } from "../conformance/grounds/engine.ts";
import { commitOf, envelopeOf } from "../conformance/samples.ts";
import { createStage, type Stage } from "./stage.ts";

let engine: Awaited<ReturnType<typeof startEngine>>;
let stage: Stage;

beforeAll(async () => {
  engine = await startEngine();
  stage = await createStage(engine.endpoint, "resolved");
});
afterAll(async () => {
  stage.close();
  await engine.stop();
});

const asked = (id: string, account: string) =>
  envelopeOf(id, {
    ...{ kind: "command", type: "Wire", replyto: "bank/move-money/t-1", data: { accountId: account, ref: "r" } },
  });

const claimed = (account: string, id: string, until: string) =>
  commitOf(`bank/wires/${account}`, 1, {
    ...{ version: 0, events: [], sends: [], answers: [], by: "bank/wire" },
    claim: { id, until, delivery: "sqs-1", nonce: 0.5 },
  });

const resolve = (id: string) => stage.bugle("dead-letters", "resolve", id, "--because", "the bank says it was paid");

it("ends a claim without the effect: the rejection is committed and told to the sender, and the letter is gone", async () => {
  await stage.stores.journal.append(claimed("a", "w-1", "2026-11-21T10:01:00.000Z"));
  await stage.bury("wire-dead.fifo", "w-1", "claim-unfinished", asked("w-1", "a"));

  const { code, stdout } = await resolve("w-1");

  expect(stdout).toMatch(/\nw-1 of bank\/wire was answered with no; whoever sent it is told\n$/);
  expect(code).toBe(0);
  const [, answer, ...more] = await stage.stores.journal.read("bank/wires/a", 0);
  const rejected = { code: "resolved-by-hand", reason: "the bank says it was paid" };
  expect(answer).toMatchObject({ n: 2, version: 0, events: [], answers: [{ id: "w-1", rejected }] });
  expect(answer?.sends).toMatchObject([
    { type: "Rejection", to: "bank/move-money/t-1", data: { command: "Wire", ...rejected } },
  ]);
  expect(more).toEqual([]);
  const { stdout: left } = await stage.bugle("dead-letters", "list", "bank/wire", "--json");
  expect(JSON.parse(left).counts).toEqual({ "bank/wire": 0 });
});

it("leaves a letter that it cannot answer, and says why", async () => {
  const later = new Date(Date.now() + 60_000).toISOString();
  await stage.stores.journal.append(claimed("b", "w-2", later));
  await stage.bury("wire-dead.fifo", "w-2", "claim-unfinished", asked("w-2", "b"));
  await stage.bury("notify-dead", "n-1", "invalid-message", { ...asked("n-1", "a"), type: "Notify", data: { x: 1 } });

  const [held, invalid, none] = [await resolve("w-2"), await resolve("n-1"), await resolve("w-9")];

  expect(held).toMatchObject({ code: 1, stdout: "" });
  expect(held.stderr).toMatch(/^error: the letter stays: a claim on this stream is not finished\n/);
  expect(invalid.stderr).toMatch(/^error: the letter stays: Notify is not valid: /);
  expect(none.stderr).toMatch(/^error: no dead letter w-9 is to be seen\n/);
  const { stdout: left } = await stage.bugle("dead-letters", "list", "--json");
  expect(JSON.parse(left).letters.map(({ id }: { id: string }) => id)).toEqual(["n-1", "w-2"]);
  await stage.purge("wire-dead.fifo");
});

it("leaves no snapshot behind, since this checkout need not be what is deployed", async () => {
  const claim = claimed("d", "w-4", "2026-11-21T10:01:00.000Z");
  await stage.stores.journal.append({ ...claim, n: 600 });
  await stage.bury("wire-dead.fifo", "w-4", "claim-unfinished", asked("w-4", "d"));

  const { stdout } = await resolve("w-4");

  expect(stdout).toContain("w-4 of bank/wire was answered with no");
  expect(await stage.stores.snapshots.read("bank/wires/d")).toBeUndefined();
});

it("takes away a letter that has had its answer", async () => {
  const answers = commitOf("x", 1).answers.map((answer) => ({ ...answer, id: "w-3" }));
  await stage.stores.journal.append(commitOf("bank/wires/c", 1, { version: 0, events: [], sends: [], answers }));
  await stage.bury("wire-dead.fifo", "w-3", "exhausted", asked("w-3", "c"));

  const { stdout } = await resolve("w-3");

  expect(stdout).toContain("w-3 of bank/wire had been answered before");
  expect(await stage.stores.journal.read("bank/wires/c", 0)).toHaveLength(1);
});
