import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";

const generations = pathToFileURL(resolve(import.meta.dirname, "..", "..", "local", "reload", "generations.ts")).href;

/** Imports a handler, changes a file that it imports, and imports it anew, with a debugger that has a breakpoint in that file. */
const program = `
import { writeFileSync } from "node:fs";
import { Session } from "node:inspector";
import { openGenerations } from ${JSON.stringify(generations)};
const [, folder] = process.argv;
const { href } = new URL("file://" + folder + "/shop/domain/price.ts");
const load = async () => (await import(folder + "/shop/handler.ts")).default;
const session = new Session();
session.connect();
let bound = 0;
session.on("Debugger.breakpointResolved", () => { bound += 1; });
session.post("Debugger.enable");
session.post("Debugger.setBreakpointByUrl", { url: href, lineNumber: 0 });
session.on("Debugger.paused", () => session.post("Debugger.resume"));
const code = openGenerations(folder);
const first = await load();
const again = await load();
writeFileSync(folder + "/shop/domain/price.ts", "export const price: number = 2;\\n");
code.next();
const next = await load();
console.log(JSON.stringify({ prices: [first.price, next.price], same: first === again, library: first.once === next.once, bound, where: next.where }));
`;

function runProgram(folder: string) {
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program, folder], {
    encoding: "utf8",
  });
  return { said: stderr, told: JSON.parse(stdout || "{}") };
}

test("a new generation is read anew down to the last import, without the runtime, and breakpoints bind in it too", () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "bugle-code-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "shop", "domain"), { recursive: true });
  mkdirSync(join(folder, "runtime"));
  writeFileSync(join(folder, "runtime", "index.ts"), "export const once = {};\n");
  writeFileSync(join(folder, "shop", "domain", "price.ts"), "export const price: number = 1;\n");
  writeFileSync(
    join(folder, "shop", "handler.ts"),
    `import { once } from "../runtime/index.ts";
import { price } from "./domain/price.ts";
const [, where] = (new Error().stack as string).split("at ");
export default { price, once, where };
`,
  );

  const { said, told } = runProgram(folder);

  expect(said).toBe("");
  expect(told).toEqual({
    prices: [1, 2],
    same: true,
    library: true,
    bound: 2,
    where: expect.stringContaining(`${pathToFileURL(join(folder, "shop", "handler.ts")).href}:3`),
  });
});
