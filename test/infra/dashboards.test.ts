import { expect, test } from "vitest";
import type { Consumer, ContractEntry, Manifest, System } from "../../functions/runtime/manifest.ts";
import { loadSystems, makeApp, ofType, type StackJson, shopContext, templates } from "./fixture.ts";

interface Widget {
  readonly type: string;
  readonly properties: { readonly title?: string; readonly markdown?: string; readonly metrics?: unknown[][] };
}

/** The body of a dashboard as text; what is only known at the deploy stands as one character. */
const bodyOf = (stacks: Record<string, StackJson>, id: string): string => {
  const found = ofType(stacks["Bugle-dev-dashboards"], "AWS::CloudWatch::Dashboard");
  const body = found.find(([each]) => each.startsWith(id))?.[1].Properties["DashboardBody"];
  const [, parts] = (body as { "Fn::Join": [string, unknown[]] })["Fn::Join"];
  return parts.map((part) => (typeof part === "string" ? part : "~")).join("");
};
const widgetsOf = (stacks: Record<string, StackJson>, id: string): Widget[] => JSON.parse(bodyOf(stacks, id)).widgets;

/** By title: what each line of a graph shows. */
const graphsOf = (widgets: readonly Widget[]) =>
  widgets
    .filter(({ type }) => type === "metric")
    .map(({ properties: { title, metrics = [] } }) => [
      title,
      metrics.map((line) => (line.at(-1) as { label: string }).label).sort(),
    ]);

test("events: what each system published, who had it, how late, and what its relay is at", async () => {
  const stacks = templates(makeApp({ ...(await loadSystems()), context: shopContext }));
  const listeners = ["checkout", "count-order-on-order-placed", "mail-receipt-on-card-charged", "order-list"];
  const relay = [
    ["Relay: behind its stream", ["age"]],
    ["Relay: set aside", ["messages"]],
  ];
  expect(graphsOf(widgetsOf(stacks, "Events"))).toEqual([
    ["Published", ["CardCharged", "OrderPlaced"]],
    ["Handled, by subscriber", listeners],
    ["Failed, by subscriber", listeners],
    ["Dead letters, by subscriber", listeners],
    ["Oldest message, by queue", listeners],
    ...relay,
    ["Handled, by subscriber", ["pack-on-order-placed"]],
    ["Failed, by subscriber", ["pack-on-order-placed"]],
    ["Dead letters, by subscriber", ["pack-on-order-placed"]],
    ["Oldest message, by queue", ["pack-on-order-placed"]],
    ...relay,
  ]);
});

test("commands: how each was answered, by its type, and how long it took; a system without any is left out", async () => {
  const stacks = templates(makeApp({ ...(await loadSystems()), context: shopContext }));
  const widgets = widgetsOf(stacks, "Commands");
  const types = ["AskPrice", "ChargeCard", "PlaceOrder"];
  expect(graphsOf(widgets)).toEqual([
    ["Handled", types],
    ["Rejected", types],
    ["Failed", types],
    ["Dead letters", types],
    ["Oldest message, by queue", ["ask-price", "charge-card", "order"]],
    ["Duration, 99 of 100", types],
  ]);
  expect(widgets.flatMap(({ properties }) => properties.markdown ?? [])).toEqual(["## shop"]);
  const [handled] = widgets.filter(({ type }) => type === "metric");
  expect(handled?.properties.metrics).toContainEqual(
    expect.arrayContaining(["Bugle", "Handled", "handler", "shop/place-order", "stage", "dev"]),
  );
});

function bigSystem(name: string, events: number): System {
  const types = Array.from({ length: events }, (_, i) => `Thing${i}Happened`);
  const consumers = types.map((type, i): Consumer => {
    const own = { name: `note-${i}`, file: `${name}/note-${i}.ts`, receives: [type], effect: "none" } as const;
    const lists = { emits: [], sends: [], needs: [], uses: [] };
    const base = { system: name, kind: "subscriber", fifo: false, fromBus: [] } as const;
    return {
      ...base,
      name: `${name}/note-${i}`,
      writes: `${name}/note-${i}`,
      filter: { types: [type] },
      handlers: [{ ...own, ...lists }],
    };
  });
  const contracts = types.map(
    (type): ContractEntry => ({ kind: "event", type, version: 1, public: false, docs: "", fields: [], file: "" }),
  );
  return { name, contracts, consumers };
}

test("a hundred events, each with a subscriber, fit into one dashboard that can still be read", () => {
  const manifest: Manifest = { systems: ["north", "east", "south", "west"].map((name) => bigSystem(name, 25)) };
  const stacks = templates(makeApp({ manifest }));
  const widgets = widgetsOf(stacks, "Events");
  const lines = widgets.map(({ properties }) => properties.metrics?.length ?? 0);
  expect(lines.reduce((sum, many) => sum + many, 0)).toBe(4 * (5 * 25 + 2));
  expect(Math.max(...lines)).toBe(25);
  expect(widgets.length).toBeLessThanOrEqual(500);
  expect(bodyOf(stacks, "Events").length).toBeLessThan(100_000);
});

test("a graph with more lines than can be told apart becomes two", () => {
  const stacks = templates(makeApp({ manifest: { systems: [bigSystem("north", 30)] } }));
  const titles = graphsOf(widgetsOf(stacks, "Events")).map(([title, labels]) => [title, labels?.length]);
  expect(titles.slice(0, 2)).toEqual([
    ["Published (1 of 2)", 25],
    ["Published (2 of 2)", 5],
  ]);
});
