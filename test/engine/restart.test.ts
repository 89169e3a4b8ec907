import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { chosenProduct } from "../../local/engine/endpoint.ts";
import { recipes } from "../../local/engine/recipes.ts";
import { ask } from "./shop.ts";
import { isReady, type Place, place, repo, start } from "./start-fixture.ts";

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the script of `npm run reset`. */
function reset({ env }: Place, ...options: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [join(repo, "local", "reset.ts"), ...options], { env });
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  return new Promise((done) => child.once("close", (code) => done({ code, out, err })));
}

const { keepsData } = recipes[chosenProduct(undefined, process.env)];

test.runIf(keepsData)(
  "what one run has shipped the next one still knows, until `npm run reset` has cleared it",
  {
    timeout: 120_000,
  },
  async () => {
    const here = await place();
    const first = start(here, "--once", "--quiet");
    await expect(first.ended).resolves.toEqual({ code: 0, said: "" });
    const orderId = String(first.lines.find(({ step }) => step === "order")?.["text"]).split(" ")[0];

    const second = start(here, "--quiet");
    const { url } = await second.until(isReady);
    await expect(ask(url, "GET", `/orders/${orderId}`)).resolves.toMatchObject({ status: "shipped" });
    await expect(reset(here)).resolves.toEqual({
      code: 1,
      out: "",
      err: `Bugle already runs from this folder: process ${second.pid}, and answers at ${url}.
Use that one, or stop it first: Ctrl-C in its terminal, or kill ${second.pid}.
`,
    });
    second.kill("SIGINT");
    await expect(second.ended).resolves.toEqual({ code: 0, said: "" });

    await expect(reset(here)).resolves.toEqual({
      code: 0,
      out: "Cleared: the engine's data, the card gateway's charges, the outputs of the last deploy, the synthesized app.\n",
      err: "",
    });
    await expect(reset(here, "--json")).resolves.toEqual({ code: 0, out: '{"removed":[]}\n', err: "" });
    expect(readdirSync(here.state).sort()).toEqual(["deploy.log", "engine.log"]);
  },
);

test("`npm run reset` stops an engine that a killed run has left, and says so", { timeout: 60_000 }, async () => {
  const here = await place();
  const killed = start(here);
  await killed.until(({ step }) => step === "deploy");
  killed.kill("SIGKILL");
  await killed.ended;

  const { code, out } = await reset(here);

  expect(code).toBe(0);
  expect(out).toMatch(/^Cleared: an engine left running \(process \d+\), the engine's data[,.]/);
  await expect(reset(here)).resolves.toMatchObject({ out: "There was nothing to clear.\n" });
});

test("`npm run reset` refuses an option that it does not know", async () => {
  await expect(reset(await place(), "--everything")).resolves.toEqual({
    code: 2,
    out: "",
    err: "Unknown option '--everything'.\n`npm run reset -- --help` lists the options.\n",
  });
});
