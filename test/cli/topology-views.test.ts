import pc from "picocolors";
import { beforeAll, describe, expect, it } from "vitest";
import { duration } from "../../cli/topology/duration.ts";
import { asMermaid } from "../../cli/topology/mermaid.ts";
import { asText } from "../../cli/topology/text.ts";
import { type Topology, topologyOf } from "../../cli/topology/topology-of.ts";
import { loadedOf } from "../runtime/check/modules.ts";
import { tavern } from "../runtime/check/tavern.ts";

let topology: Topology;
const only = (system: string) => ({ systems: topology.systems.filter(({ name }) => name === system) });

beforeAll(async () => {
  topology = topologyOf((await loadedOf(tavern)).manifest, new Map());
});

describe("the topology of two systems", () => {
  it("shows the bus between them, a stateless handler's queue, replies and both kinds of timer", () => {
    expect(asText(only("cellar"), pc.createColors(false))).toBe(`cellar

  kind     contract     from                       to
  command  TakeBottle   take-bottle-on-tab-opened  take-bottle
  event    BottleTaken  take-bottle

  queue                             type      kind        arrives over       dead-letter queue
  cellar/take-bottle-on-tab-opened  standard  subscriber  bus    TabOpened   cellar/take-bottle-on-tab-opened-dead-letters
  cellar/cellar                     fifo      state       queue  TakeBottle  cellar/cellar-dead-letters`);
    const roads = only("tavern").systems[0]?.roads ?? [];
    expect(roads.find(({ queue }) => queue === "tavern/price-tab")).toEqual({
      queue: "tavern/price-tab",
      type: "standard",
      deadLetterQueue: "tavern/price-tab-dead-letters",
      kind: "command",
      arrivals: [{ over: "queue", what: "PriceTab" }],
      handlers: ["tavern/price-tab"],
    });
    expect(roads.find(({ kind }) => kind === "saga")?.arrivals).toEqual([
      { over: "topic", what: "TabClosed" },
      { over: "topic", what: "CardCharged" },
      { over: "topic", what: "CardDeclined" },
      { over: "reply", what: "Quote" },
      { over: "reply", what: "Rejection" },
      { over: "timer", what: "quote", within: 60_000, by: "queue delay" },
      { over: "timer", what: "payment", within: 3_600_000, by: "scheduler" },
    ]);
  });

  it("draws one system with what touches it", () => {
    expect(asMermaid(topology, "cellar")).toBe(`flowchart LR
  subgraph system_cellar["cellar"]
    say_TakeBottle[/"TakeBottle"/]
    say_BottleTaken(["BottleTaken"])
    do_cellar_take_bottle_on_tab_opened[["take-bottle-on-tab-opened"]]
    do_cellar_take_bottle["take-bottle"]
  end
  subgraph system_tavern["tavern"]
    say_TabOpened(["TabOpened"])
  end
  do_cellar_take_bottle_on_tab_opened --> say_TakeBottle
  say_TakeBottle --> do_cellar_take_bottle
  do_cellar_take_bottle --> say_BottleTaken
  say_TabOpened --> do_cellar_take_bottle_on_tab_opened`);
  });

  it("draws a document as a flag", () => {
    expect(asMermaid(topology, "tavern")).toContain('\n    say_Quote>"Quote"]\n');
  });

  it("colours without disturbing the columns", () => {
    const [plain, coloured] = [false, true].map((on) => asText(topology, pc.createColors(on)));
    expect(coloured).not.toBe(plain);
    expect(coloured?.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, "g"), "")).toBe(plain);
  });

  it.each([
    [500, "500 ms"],
    [1_500, "1500 ms"],
    [90_000, "90 s"],
    [900_000, "15 min"],
    [5_400_000, "90 min"],
    [86_400_000, "1 d"],
  ])("writes %i ms as %s", (milliseconds, text) => expect(duration(milliseconds)).toBe(text));
});
