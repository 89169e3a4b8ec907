import { afterAll, beforeAll, expect, it } from "vitest";
import { startEngine } from "../conformance/grounds/engine.ts";
import { hopOf } from "../conformance/samples.ts";
import { createStage, type Stage } from "./stage.ts";

let engine: Awaited<ReturnType<typeof startEngine>>;
let stage: Stage;

const at = (milliseconds: number) => new Date(Date.parse("2026-11-21T10:00:00.000Z") + milliseconds).toISOString();
const wired = { id: "m-2", kind: "command", type: "Wire" };

beforeAll(async () => {
  engine = await startEngine();
  stage = await createStage(engine.endpoint, "traced");
  const request = {
    kind: "request",
    by: "POST /transfers",
    type: "POST /transfers",
    id: "c-1",
    messages: [wired],
  } as const;
  await stage.stores.trace.write([
    hopOf("c-1", at(0), { ...request, sent: at(0), outcome: "accepted" }),
    hopOf("c-1", at(12), { by: "bank/wire", id: "m-2", type: "Wire", sent: at(0), messages: [] }),
    hopOf("c-2", at(0), { ...request, id: "c-2", sent: at(0), outcome: "accepted" }),
  ]);
});
afterAll(async () => {
  stage.close();
  await engine.stop();
});

it("draws a journey, and says when it is complete", async () => {
  const { code, stdout } = await stage.bugle("trace", "c-1");

  expect(stdout).toMatch(
    /^stage traced in account .*\n\nPOST \/transfers\n└─ command Wire → bank\/wire 12 ms, at 12 ms\n\ncomplete\n$/,
  );
  expect(code).toBe(0);
});

it("says of a journey under way that it is not complete", async () => {
  const { stdout } = await stage.bugle("trace", "c-2", "--json");

  expect(JSON.parse(stdout)).toMatchObject({ correlationId: "c-2", complete: false, entries: [{ kind: "request" }] });
});

it("says when nothing is known of a journey, with exit code 1", async () => {
  const { code, stderr } = await stage.bugle("trace", "c-9");

  expect(stderr).toMatch(/^error: nothing is known of a journey c-9\njourneys are kept for 7 days/);
  expect(code).toBe(1);
});
