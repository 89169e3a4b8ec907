import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { EdgePorts } from "../../functions/runtime/edge/edge.ts";
import { memoryTrace } from "../../functions/runtime/memory/trace.ts";
import { openApis } from "../../local/runner/apis.ts";

const repo = resolve(import.meta.dirname, "..", "..");

const face = (system: string, path: string) => `
  import { Hono } from "hono";
  export default new Hono().get("${path}", (c) => c.text("${system}")).post("${path}", async (c) => c.text(await c.req.text()));
`;

/** Two systems side by side, served at one address. */
async function serveTwo() {
  const functions = mkdtempSync(join(repo, ".bugle-apis-"));
  onTestFinished(() => rmSync(functions, { recursive: true, force: true }));
  const faces = { inn: "/rooms", mill: "/sacks" };
  for (const [name, path] of Object.entries(faces)) {
    mkdirSync(join(functions, name, "api"), { recursive: true });
    writeFileSync(join(functions, name, "api", "index.ts"), face(name, path));
  }
  const systems = Object.keys(faces).map((name) => ({
    name,
    contracts: [],
    consumers: [],
    api: `${name}/api/index.ts`,
  }));
  const ports = { trace: memoryTrace(), log: () => {}, clock: { now: Date.now } } as unknown as EdgePorts;
  const routes = { commands: {}, repliesTo: {}, declared: {}, public: [] };
  const served = systems.map(({ name }) => ({ name, routes, ports }));
  const fetch = await openApis({ functions, manifest: { systems }, trouble: () => {} }, served);
  return async (path: string, init?: RequestInit) => (await fetch(new Request(`http://127.0.0.1${path}`, init))).text();
}

test("a path goes to the system that has it, and under a system's name to that system", async () => {
  const get = await serveTwo();
  expect(await get("/sacks")).toBe("mill");
  expect(await get("/mill/sacks")).toBe("mill");
  expect(JSON.parse(await get("/mill/health"))).toEqual({ status: "ok", system: "mill" });
  expect(JSON.parse(await get("/inn/openapi.json"))).toMatchObject({ info: { title: "inn" } });
  expect(JSON.parse(await get("/mill/rooms"))).toMatchObject({ status: 404 });
});

test("what is sent under a system's name arrives whole", async () => {
  const send = await serveTwo();
  expect(await send("/mill/sacks", { method: "POST", body: "rye" })).toBe("rye");
});
