import { globSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { loadAndCheck } from "../../functions/runtime/check/index.ts";
import { readManifest, simulate } from "../../functions/runtime/testing/index.ts";
import { importsOf } from "../architecture/imports.ts";
import { run } from "../cli/run.ts";
import * as asEvent from "./events-and-commands/as-event/sales/contracts.ts";
import { PlaceOrder } from "./events-and-commands/functions/sales/contracts.ts";

const project = join(import.meta.dirname, "../..");
const root = join(import.meta.dirname, "events-and-commands/functions");
const disguised = join(import.meta.dirname, "events-and-commands/as-event");

test("both ways keep every rule: no name tells the disguise", async () => {
  expect((await loadAndCheck(root)).findings).toEqual([]);
  expect((await loadAndCheck(disguised)).findings).toEqual([]);
});

/** Which other systems a system's files import from. */
const knows = (system: string): string[] => {
  const files = globSync("**/*.ts", { cwd: join(root, system) }).map((file) => join(root, system, file));
  const targets = files.flatMap((file) =>
    importsOf({ path: relative(project, file), text: readFileSync(file, "utf8") }).map(({ target }) => target ?? ""),
  );
  const others = targets.flatMap((target) => /events-and-commands\/functions\/(\w+)\//.exec(target)?.[1] ?? []);
  return [...new Set(others)].filter((other) => other !== system);
};

test("the receiver of an event knows the sender, the sender of a command knows the receiver", () => {
  expect(knows("ledger")).toEqual(["sales"]);
  expect(knows("sales")).toEqual(["post"]);
  expect(knows("post")).toEqual([]);
});

test("the guide's picture is what bugle topology draws", async () => {
  const guide = readFileSync(join(project, "docs/guides/events-and-commands.md"), "utf8");
  const { stdout } = await run("topology", "--root", root, "--format", "mermaid");
  expect(guide).toContain(stdout.trim());
});

describe("an order that is too heavy to be packed", () => {
  const order = { orderId: "o-1", kilos: 40 };
  const place = async (folder: string, command: PlaceOrder | asEvent.PlaceOrder) => {
    const world = simulate(await readManifest(folder), { seed: 1 });
    world.send(command);
    await world.settle();
    await world.finish();
    return world;
  };

  test("is cancelled where packing was a command, since its sender is told", async () => {
    const world = await place(root, new PlaceOrder(order));
    expect(world.facts("sales/order", "o-1").map(({ type }) => type)).toEqual(["OrderPlaced", "OrderCancelled"]);
  });

  test("stands for ever where packing was an event, since nobody is told, not even by a dead letter", async () => {
    const world = await place(disguised, new asEvent.PlaceOrder(order));
    expect(world.facts("sales/order", "o-1").map(({ type }) => type)).toEqual(["PackingRequested"]);
    expect(world.facts("post/parcel", "o-1")).toEqual([]);
    expect(await world.deadLetters()).toEqual([]);
  });
});
