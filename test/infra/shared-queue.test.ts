import { expect, test } from "vitest";
import { readManifest } from "../../functions/runtime/manifest-files.ts";
import { entrySource } from "../../infra/bundle/entry-source.ts";
import { functionsFolder, loadSystems, makeApp, ofType, shopContext, templates } from "./fixture.ts";

const ledger = (event: string) => `
  import { on } from "../runtime/index.ts";
  import { ${event} } from "./contracts.ts";
  import { order } from "./domain/order.ts";
  export default on(${event}, { state: order, queue: "ledger" }, () => []);`;
const more = {
  "shop/enter-on-order-placed.ts": ledger("OrderPlaced"),
  "shop/enter-on-card-charged.ts": ledger("CardCharged"),
  "shop/show-on-card-charged.ts": `
    import { on } from "../runtime/index.ts";
    import { CardCharged } from "./contracts.ts";
    export default on(CardCharged, { latest: true }, () => undefined);`,
};

const shop = async () => {
  const stacks = templates(makeApp({ ...(await loadSystems(more)), context: shopContext }));
  return { data: stacks["Bugle-dev-shop-data"], code: stacks["Bugle-dev-shop"] };
};

test("subscribers that name one queue have one queue, one filter with all their types, and one function", async () => {
  const { data, code } = await shop();
  const filters = ofType(data, "AWS::SNS::Subscription").map(([, { Properties }]) => Properties["FilterPolicy"]);
  expect(filters).toContainEqual({ type: ["CardCharged", "OrderPlaced"] });
  const named = (type: string, stack = code) => ofType(stack, type).filter(([id]) => id.startsWith("Consumersledger"));
  expect(named("AWS::SQS::Queue", data)).toHaveLength(2);
  expect(named("AWS::Lambda::Function")).toHaveLength(1);
  expect(named("AWS::Lambda::EventSourceMapping")).toHaveLength(1);
  expect(ofType(code, "AWS::Lambda::Function").filter(([id]) => id.startsWith("Consumersenter"))).toEqual([]);
});

test("their one bundle holds the code of each, in the order of the manifest", async () => {
  const root = await functionsFolder(more);
  const { manifest } = await readManifest(root);
  const [system] = manifest.systems.filter(({ name }) => name === "shop");
  const consumer = system?.consumers.find(({ name }) => name === "shop/ledger");
  const source = entrySource(root, { kind: "consumer", system: system!, consumer: consumer! } as never);
  expect(source).toContain("definitions: [definition0, definition1]");
  expect([...source.matchAll(/import definition(\d) from ".*\/(.*)"/g)].map(([, i, file]) => [i, file])).toEqual([
    ["0", "enter-on-card-charged.ts"],
    ["1", "enter-on-order-placed.ts"],
  ]);
});

test("a subscriber of the latest event may write under its own name, whichever publisher's stream it follows", async () => {
  const { code } = await shop();
  const roles = ofType(code, "AWS::IAM::Role").filter(([id]) => id.startsWith("Consumersshowoncardcharged"));
  const text = JSON.stringify(roles);
  expect([...text.matchAll(/"dynamodb:LeadingKeys":\["([^"]*)"\]/g)].map(([, keys]) => keys)).toEqual([
    "shop/show-on-card-charged/*",
    "shop/show-on-card-charged/*",
    "shop/show-on-card-charged/*",
  ]);
});

test("every table of a system lets go what is past its time", async () => {
  const { data } = await shop();
  const live = ofType(data, "AWS::DynamoDB::GlobalTable").map(([id, { Properties }]) => [
    id.slice(0, -8),
    Properties["TimeToLiveSpecification"],
  ]);
  const expires = { AttributeName: "expires", Enabled: true };
  expect(live).toEqual([
    ["JournalTable", expires],
    ["Snapshots", expires],
    ["Attempts", expires],
    ["Models", expires],
    ["Keys", expires],
  ]);
});
