import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { readManifest } from "../../functions/runtime/manifest-files.ts";
import { bundle } from "../../infra/bundle/bundle.ts";
import { type Entry, entriesOf } from "../../infra/entries.ts";
import { functionsFolder, project } from "./fixture.ts";

const run = promisify(execFile);

/** Answers what a module exports, in a process of its own. */
async function exportsOf(file: string): Promise<unknown> {
  const script = `import(${JSON.stringify(file)}).then((m) => console.log(JSON.stringify(Object.entries(m).map(([k, v]) => [k, typeof v]))))`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "-e", script], { env: {} });
  return JSON.parse(stdout);
}

async function built(choose: (entry: Entry) => boolean = () => true) {
  const root = await functionsFolder();
  const { manifest } = await readManifest(root);
  const entries = entriesOf(manifest).filter(choose);
  return { entries, bundles: bundle(root, entries, join(root, "built")), into: join(root, "built") };
}

test("every Lambda gets a module of its own that exports its handler and runs without the project", async () => {
  const { entries, bundles } = await built();
  const { of } = await bundles;
  expect(entries.map(({ name }) => name)).toEqual([
    "shop/ask-price/consumer",
    "shop/charge-card/consumer",
    "shop/checkout/consumer",
    "shop/count-order-on-order-placed/consumer",
    "shop/mail-receipt-on-card-charged/consumer",
    "shop/order-list/consumer",
    "shop/order/consumer",
    "shop/relay/entry",
    "shop/relay-retry/entry",
    "shop/sweeper/entry",
    "shop/api/entry",
    "yard/pack-on-order-placed/consumer",
    "yard/relay/entry",
    "yard/relay-retry/entry",
    "yard/sweeper/entry",
  ]);
  for (const name of ["shop/order/consumer", "shop/charge-card/consumer", "shop/relay/entry", "shop/api/entry"])
    expect(await exportsOf(join(of(name).folder, "index.mjs"))).toEqual([["handler", "function"]]);
});

/** All code of a Lambda. */
async function codeIn(folder: string): Promise<string> {
  const modules = (await readdir(folder)).filter((file) => file.endsWith(".mjs")).sort();
  const texts = await Promise.all(modules.map((file) => readFile(join(folder, file), "utf8")));
  return texts.join("\n");
}

/** The code that is loaded when a Lambda starts. */
async function startOf(folder: string, file = "index.mjs"): Promise<string> {
  const text = await readFile(join(folder, file), "utf8");
  const imports = [...text.matchAll(/(?:from|import)"\.\/([^"]+)"/g)].map(([, next]) => startOf(folder, next));
  return [text, ...(await Promise.all(imports))].join("\n");
}

test("a bundle holds the clients it uses and takes its credentials from the environment alone", async () => {
  const { bundles } = await built();
  const { of } = await bundles;
  const all = async (name: string) => codeIn(of(name).folder);
  const [order, mail] = [await all("shop/order/consumer"), await all("shop/mail-receipt-on-card-charged/consumer")];
  expect(order).toContain("the environment holds no AWS credentials");
  for (const absent of ["com.amazonaws.sns", "com.amazonaws.scheduler", "SESServiceException", "fromInstanceMetadata"])
    expect([absent, order.includes(absent)]).toEqual([absent, false]);
  expect(mail).toContain("SESServiceException");
  const relay = await all("shop/relay/entry");
  for (const present of ["com.amazonaws.sns", "com.amazonaws.scheduler"]) expect(relay).toContain(present);
});

test("what only failure needs is no part of what a consumer starts with", async () => {
  const { bundles } = await built(({ kind }) => kind === "consumer");
  const { folder } = (await bundles).of("shop/order/consumer");
  const told = [await startOf(folder), await codeIn(folder)].map((code) => code.includes("SQSServiceException"));
  expect(told).toEqual([false, true]);
});

test("the same code gives the same bundles, byte for byte", async () => {
  const one = await built(({ name }) => name === "shop/order/consumer");
  const bytes = async () => {
    const again = await bundle(join(one.into, ".."), one.entries, one.into);
    return codeIn(again.of("shop/order/consumer").folder);
  };
  expect(await bytes()).toEqual(await bytes());
});

test("code that cannot be bundled is told with its place, and leaves nothing behind", async () => {
  const broken = await functionsFolder();
  const { manifest } = await readManifest(broken);
  const entries = entriesOf(manifest).map(
    (entry): Entry =>
      entry.kind === "api" ? { ...entry, system: { ...entry.system, api: "shop/api/gone.ts" } } : entry,
  );
  const into = join(broken, "built");
  await expect(bundle(broken, entries, into)).rejects.toThrow(
    expect.objectContaining({ code: "bundle-failed", message: expect.stringContaining("shop/api/gone.ts") }),
  );
  expect(await readdir(into)).toEqual([]);
});

test("a name that was not bundled is refused", async () => {
  const { bundles } = await built(({ name }) => name === "shop/order/consumer");
  const { of } = await bundles;
  expect(() => of("shop/relay/entry")).toThrow(expect.objectContaining({ code: "no-bundle" }));
});

const KIB = 1_024;
/** An API brings its HTTP framework, and sends commands from the start; so does what takes messages to it. An eager handler sends, too. */
function limitOf(entry: Entry): number {
  if (entry.kind === "api" || entry.kind === "things") return 360 * KIB;
  const sends = entry.kind === "consumer" && entry.consumer.handlers.some(({ eager }) => eager);
  return (sends ? 320 : 300) * KIB;
}

test("the project's own Lambdas start with 300 KiB at most, an eager one with 320, an API with 360", async () => {
  const root = join(project, "functions");
  const { manifest } = await readManifest(root);
  const entries = entriesOf(manifest);
  const { of } = await bundle(root, entries, join(await functionsFolder(), "built"));
  const large = entries.filter((entry) => of(entry.name).atStart > limitOf(entry));
  expect(large.map(({ name }) => name)).toEqual([]);
});
