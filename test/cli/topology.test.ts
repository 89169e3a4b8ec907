import { rm } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bakery } from "../runtime/check/bakery.ts";
import { bakeryTopology } from "./bakery-topology.ts";
import { folderOf, run } from "./run.ts";

let [root, broken] = ["", ""];

beforeAll(async () => {
  root = await folderOf(bakery);
  broken = await folderOf({ ...bakery, "bakery/loaves.projection.ts": 'throw new Error("no shelf");\n' });
});

afterAll(() => Promise.all([root, broken].map((folder) => rm(folder, { recursive: true }))));

describe("bugle topology", () => {
  it("prints contracts and queues as text, without colours in a pipe", async () => {
    const { code, stdout, stderr } = await run("topology", "--root", root);
    expect(stdout).toBe(`bakery

  kind     contract              from        to
  command  BakeLoaf              api         bake-loaf
                                 baking
  command  OrderLoaf             api         order-loaf
  event    LoafBaked             bake-loaf   baking
             public, to the bus              loaves
                                             ring-bell-on-loaf-baked
  event    LoafOrdered           order-loaf  baking
                                             loaves

  queue                           type      kind        arrives over                     dead-letter queue
  bakery/loaf                     fifo      state       queue  BakeLoaf                  bakery/loaf-dead-letters
                                                        queue  OrderLoaf
  bakery/baking                   standard  saga        topic  LoafOrdered               bakery/baking-dead-letters
                                                        topic  LoafBaked
                                                        reply  Rejection
                                                        timer  bread, 90 min, scheduler
  bakery/loaves                   standard  projection  stream bakery/loaf               bakery/loaves-dead-letters
  bakery/ring-bell-on-loaf-baked  standard  subscriber  topic  LoafBaked                 bakery/ring-bell-on-loaf-baked-dead-letters
`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  it("prints JSON, by either option", async () => {
    const [short, long] = await Promise.all([
      run("topology", "--root", root, "--json"),
      run("topology", "--root", root, "--format", "json"),
    ]);
    expect(JSON.parse(short.stdout)).toEqual(bakeryTopology);
    expect(long.stdout).toBe(short.stdout);
  });

  it("prints a mermaid flowchart with a shape for each kind", async () => {
    const { stdout } = await run("topology", "--root", root, "--format", "mermaid");
    expect(stdout).toBe(`flowchart LR
  subgraph system_bakery["bakery"]
    say_BakeLoaf[/"BakeLoaf"/]
    say_OrderLoaf[/"OrderLoaf"/]
    say_LoafBaked(["LoafBaked"])
    say_LoafOrdered(["LoafOrdered"])
    do_bakery_bake_loaf["bake-loaf"]
    do_bakery_order_loaf["order-loaf"]
    do_bakery_baking{{"baking"}}
    do_bakery_loaves[("loaves")]
    do_bakery_ring_bell_on_loaf_baked[["ring-bell-on-loaf-baked"]]
    do_bakery_api(("api"))
  end
  do_bakery_api --> say_BakeLoaf
  do_bakery_baking --> say_BakeLoaf
  say_BakeLoaf --> do_bakery_bake_loaf
  do_bakery_api --> say_OrderLoaf
  say_OrderLoaf --> do_bakery_order_loaf
  do_bakery_bake_loaf --> say_LoafBaked
  say_LoafBaked --> do_bakery_baking
  say_LoafBaked --> do_bakery_loaves
  say_LoafBaked --> do_bakery_ring_bell_on_loaf_baked
  do_bakery_order_loaf --> say_LoafOrdered
  say_LoafOrdered --> do_bakery_baking
  say_LoafOrdered --> do_bakery_loaves
`);
  });

  it("refuses a system that is not there, and names those that are", async () => {
    const { code, stderr } = await run("topology", "--root", root, "--system", "brewery");
    expect(stderr).toBe("error: there is no system brewery\nThe systems are bakery.\n");
    expect(code).toBe(2);
  });

  it("tells which file does not load, and exits with 1", async () => {
    const { code, stdout, stderr } = await run("topology", "--root", broken);
    expect(stderr).toMatch(
      /^error: .*bakery\/loaves\.projection\.ts:1 cannot be loaded: no shelf\n`bugle check` lists all findings\.\n$/,
    );
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  });
});
