import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { repo } from "./start-fixture.ts";

const files = {
  "contracts.ts": `
import * as z from "zod";
import { command, event } from "../runtime/index.ts";
const name = z.string();
export class Greet extends command("Greet", { name }) {}
export class Greeted extends event("Greeted", { name }) {}
export class Thank extends command("Thank", { name }) {}
export class Thanked extends event("Thanked", { name }) {}
`,
  "domain/states.ts": `
import { state } from "../../runtime/index.ts";
import { Greeted, Thanked } from "../contracts.ts";
export const greeting = state("greeting", { key: "name", from: [Greeted], initial: { times: 0 } })({
  Greeted: ({ times }) => ({ times: times + 1 }),
});
export const thanks = state("thanks", { key: "name", from: [Thanked], initial: { times: 0 } })({
  Thanked: ({ times }) => ({ times: times + 1 }),
});
`,
  "greet.ts": `
import { handle } from "../runtime/index.ts";
import { Greet, Greeted } from "./contracts.ts";
import { greeting } from "./domain/states.ts";
export default handle(Greet, { state: greeting, emits: [Greeted] }, ({ data }) => new Greeted(data));
`,
  "thank-on-greeted.ts": `
import { on } from "../runtime/index.ts";
import { Greeted, Thank } from "./contracts.ts";
export default on(Greeted, { sends: [Thank] }, ({ data }) => new Thank(data));
`,
  "note-guest-on-greeted.ts": `
import { on } from "../runtime/index.ts";
import { Greeted } from "./contracts.ts";
export default on(Greeted, {}, () => undefined);
`,
  "thank.ts": `
import { handle } from "../runtime/index.ts";
import { Thank, Thanked } from "./contracts.ts";
import { thanks } from "./domain/states.ts";
export default handle(Thank, { state: thanks, emits: [Thanked] }, ({ data }) => new Thanked(data));
`,
};

/** A folder of systems with one small system in it, beside the runtime of this checkout; `more` files are added or replace others. */
export function greetingSystem(more: Readonly<Record<string, string>> = {}): string {
  const functions = realpathSync(mkdtempSync(join(tmpdir(), "bugle-functions-")));
  onTestFinished(() => rmSync(functions, { recursive: true, force: true }));
  symlinkSync(join(repo, "functions", "runtime"), join(functions, "runtime"));
  symlinkSync(join(repo, "node_modules"), join(functions, "node_modules"));
  for (const [name, text] of Object.entries({ ...files, ...more })) {
    const file = join(functions, "greeting", name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return functions;
}
