import { beforeAll, expect, test } from "vitest";
import { loadSystems, makeApp, ofType, type StackJson, shopContext, templates } from "./fixture.ts";
import { grantsOf } from "./grants.ts";

const more = {
  "shop/place-order.ts": `
    import { handle } from "../runtime/index.ts";
    import { ChargeCard, PlaceOrder } from "./contracts.ts";
    import { order } from "./domain/order.ts";
    export default handle(PlaceOrder, { state: order, sends: [PlaceOrder, ChargeCard], eager: true }, () => []);`,
};

let stacks: Record<string, StackJson>;
beforeAll(async () => {
  stacks = templates(makeApp({ ...(await loadSystems(more)), context: shopContext }));
});

test("an eager handler may send to the queues of the commands it declares, to its own too", () => {
  const grants = grantsOf(stacks, "Bugle-dev-shop")["ConsumersorderFunctionRole"] ?? [];
  expect(grants.filter((line) => line.startsWith("sqs:SendMessage"))).toEqual([
    "sqs:SendMessage ConsumerschargecardQueue",
    "sqs:SendMessage ConsumersorderDeadLetters",
    "sqs:SendMessage ConsumersorderQueue",
  ]);
});

test("its function is not ended as a runaway loop by AWS: without the relay between, AWS sees the loop that a hop limit allows", () => {
  const [[, { Properties }] = ["", { Properties: {} }]] = ofType(
    stacks["Bugle-dev-shop"],
    "AWS::Lambda::Function",
  ).filter(([id]) => id.startsWith("ConsumersorderFunction"));
  expect(Properties).toMatchObject({ RecursiveLoop: "Allow" });
});
