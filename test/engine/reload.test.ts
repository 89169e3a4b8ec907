import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { greetingSystem } from "./greeting-system.ts";
import { ask } from "./shop.ts";
import { isReady, type Line, place, type Start, start } from "./start-fixture.ts";

const guests = {
  "domain/words.ts": 'export const salute = "Hello";\n',
  "guest-book.projection.ts": `
import { projection } from "../runtime/index.ts";
import { greeting } from "./domain/states.ts";
import { salute } from "./domain/words.ts";
export default projection("guest-book", { of: greeting, initial: { text: "" } })({
  Greeted: (_, { name }) => ({ text: salute + ", " + name }),
});
`,
  "api/index.ts": `
import { accept, api, find, resource } from "../../runtime/edge/index.ts";
import { Greet } from "../contracts.ts";
import guestBook from "../guest-book.projection.ts";
const guests = resource()
  .put("/guests/:name", (c) => {
    const name = c.req.param("name");
    return accept(c, new Greet({ name }), { location: "/guests/" + name, ids: { name } });
  })
  .get("/guests/:name", async (c) => c.json((await find(c, guestBook, c.req.param("name")))?.row ?? {}));
export default api(guests);
`,
};

const waving = `
import { on } from "../runtime/index.ts";
import { Greeted } from "./contracts.ts";
export default on(Greeted, {}, () => undefined);
`;

/** Saves a file as most editors do, under another name first, or removes it; answers what the run says of it. */
async function save(run: Start, functions: string, file: string, text: string | undefined): Promise<unknown> {
  const path = join(functions, "greeting", file);
  const before = run.lines.length;
  if (text === undefined) rmSync(path);
  else {
    writeFileSync(`${path}~`, text);
    renameSync(`${path}~`, path);
  }
  const isAnswer = (line: Line) => line["step"] === "reload" || line.kind === "trouble";
  const line = await run.until((each) => isAnswer(each) && run.lines.indexOf(each) >= before);
  if (line.kind === "step") console.log(`reload of ${file}: ${line["ms"]} ms`);
  return line["text"];
}

/** Greets somebody through the HTTP API; answers what the guest book says then. */
async function greet(url: unknown, name: string): Promise<string> {
  await ask(url, "PUT", `/guests/${name}`);
  const read = async () => (await ask<{ text?: string }>(url, "GET", `/guests/${name}`)).text;
  await expect.poll(read, { timeout: 10_000 }).toBeDefined();
  return (await read()) ?? "";
}

test.each([
  ["with --memory", ["--memory"]],
  ["with the engine", []],
])(
  "%s, what is saved answers at once, a syntax error is told and the old code goes on, and subscribers come and go",
  {
    timeout: 60_000,
  },
  async (_, options) => {
    const functions = greetingSystem(guests);
    const run = start(await place({ BUGLE_FUNCTIONS: functions }), ...options);
    const { url } = await run.until(isReady);
    await expect(greet(url, "ada")).resolves.toBe("Hello, ada");

    await expect(save(run, functions, "domain/words.ts", 'export const salute = "Good day";\n')).resolves.toBe(
      "greeting/domain/words.ts",
    );
    await expect(greet(url, "bob")).resolves.toBe("Good day, bob");

    const broken = 'export const salute = "Bonjour";\nexport const more = (;\n';
    await expect(save(run, functions, "domain/words.ts", broken)).resolves.toBe(
      "greeting/domain/words.ts:2 cannot be loaded: Expression expected.\nMend the file; `npx tsc` often says more. The old code goes on.",
    );
    await expect(greet(url, "eve")).resolves.toBe("Good day, eve");

    await save(run, functions, "domain/words.ts", 'export const salute = "Bonjour";\n');
    await expect(save(run, functions, "wave-on-greeted.ts", waving)).resolves.toBe("greeting/wave-on-greeted.ts");
    await expect(greet(url, "joe")).resolves.toBe("Bonjour, joe");
    await run.until(({ handler, outcome }) => handler === "greeting/wave-on-greeted" && outcome === "done");

    await expect(save(run, functions, "wave-on-greeted.ts", undefined)).resolves.toBe("greeting/wave-on-greeted.ts");
    await expect(greet(url, "zoe")).resolves.toBe("Bonjour, zoe");

    await expect(save(run, functions, "contracts.ts", undefined)).resolves.toBe(
      "greeting/contracts.ts is gone.\nPut it back, or restart to go on without that system. The old code goes on.",
    );
    await expect(greet(url, "kim")).resolves.toBe("Bonjour, kim");
    run.kill("SIGINT");
    await expect(run.ended).resolves.toEqual({ code: 0, said: "" });
    expect(run.lines.filter(({ kind }) => kind === "trouble")).toHaveLength(2);
  },
);
