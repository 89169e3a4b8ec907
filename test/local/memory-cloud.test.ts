import { expect, onTestFinished, test } from "vitest";
import type { Envelope } from "../../functions/runtime/envelope.ts";
import { readManifest } from "../../functions/runtime/manifest-files.ts";
import type { LogLine } from "../../functions/runtime/ports.ts";
import { openMemory } from "../../local/memory/cloud.ts";
import { greetingSystem } from "../engine/greeting-system.ts";

/** The greeting system at work in memory until the test ends, with these files beside or in place of its own. */
async function running(more: Readonly<Record<string, string>> = {}) {
  const lines: LogLine[] = [];
  const memory = openMemory({
    config: {},
    log: (line) => lines.push(line),
    trouble: (error) => {
      throw error;
    },
  });
  onTestFinished(() => memory.stop(1_000));
  memory.adopt(await readManifest(greetingSystem(more)));
  const greet = (id: string) => {
    const now = new Date().toISOString();
    const times = { time: now, born: now, correlationid: id, contractversion: 1, hops: 0 };
    const data = { name: "ada" };
    const envelope: Envelope = { specversion: "1.0", id, source: "/t", type: "Greet", kind: "command", ...times, data };
    const [greeting] = memory.served().filter(({ name }) => name === "greeting");
    return greeting?.ports.roads.send("greeting/greeting", [{ envelope, group: "greeting/greeting/ada" }]);
  };
  const told = () => lines.map(({ handler, outcome }) => `${handler} ${outcome}`).sort();
  return { memory, greet, told };
}

const press = {
  "../press/contracts.ts": "export {};\n",
  "../press/report-on-greeted.ts": `
import { Greeted } from "../greeting/contracts.ts";
import { on } from "../runtime/index.ts";
export default on(Greeted, {}, () => undefined);
`,
};

test("an event is heard inside its system and, over the bus, in another one", async () => {
  const { greet, told } = await running(press);

  await greet("g1");

  await expect
    .poll(told)
    .toEqual([
      "greeting/greet done",
      "greeting/note-guest-on-greeted done",
      "greeting/thank done",
      "greeting/thank-on-greeted done",
      "press/report-on-greeted done",
    ]);
});

test("a command for later comes when it is due, and one that was cancelled is not handled", async () => {
  const thankLater = `
import { cancel, later, on } from "../runtime/index.ts";
import { Greeted, Thank } from "./contracts.ts";
export default on(Greeted, { sends: [Thank] }, ({ data }) => {
  const [ada, bob] = [new Thank(data), new Thank({ name: "bob" })];
  return [later(ada, { by: 20 }), later(bob, { by: 20 }, "bob"), cancel(bob, "bob")];
});
`;
  const { greet, told } = await running({ "thank-on-greeted.ts": thankLater });

  await greet("g1");

  await expect
    .poll(told)
    .toEqual([
      "greeting/greet done",
      "greeting/note-guest-on-greeted done",
      "greeting/thank done",
      "greeting/thank duplicate",
      "greeting/thank rejected",
      "greeting/thank-on-greeted done",
    ]);
});

test("a handler that fails is tried again after its back-off", async () => {
  const flaky = `
import { on } from "../runtime/index.ts";
import { Greeted } from "./contracts.ts";
let tries = 0;
export default on(Greeted, {}, () => {
  tries += 1;
  if (tries === 1) throw new Error("not today");
});
`;
  const { greet, told } = await running({ "note-guest-on-greeted.ts": flaky });

  await greet("g1");

  const own = () => told().filter((line) => line.startsWith("greeting/note-guest"));
  await expect
    .poll(own, { timeout: 10_000 })
    .toEqual(["greeting/note-guest-on-greeted done", "greeting/note-guest-on-greeted retry"]);
});

test("code whose configuration is not valid is refused, and the code before it goes on", async () => {
  const { memory, greet, told } = await running();
  const strict = {
    "config.ts": `
import * as z from "zod";
import { config } from "../runtime/index.ts";
export default config(z.object({ url: z.url() }));
`,
    "greet.ts": `
import { handle, need } from "../runtime/index.ts";
import config from "./config.ts";
import { Greet, Greeted } from "./contracts.ts";
import { greeting } from "./domain/states.ts";
const line = need(config, ({ url }) => url);
export default handle(Greet, { state: greeting, emits: [Greeted], needs: { line } }, ({ data }) => new Greeted(data));
`,
  };
  const loaded = await readManifest(greetingSystem(strict));

  expect(() => memory.adopt(loaded)).toThrow(expect.objectContaining({ code: "invalid-config" }));
  await greet("g1");
  await expect.poll(told).toContain("greeting/thank done");
});
