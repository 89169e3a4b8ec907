import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { expect, test } from "vitest";
import { dynamodbModels } from "../../../functions/runtime/aws/dynamodb-models.ts";
import { countCalls } from "../../../functions/runtime/testing/count-calls.ts";
import { fakeTables } from "../../../functions/runtime/testing/fake-tables.ts";
import bookDepth, { type BookDepth } from "../../../functions/trading/book-depth.projection.ts";
import { fakeTransport } from "../../conformance/grounds/transport.ts";
import { chance } from "../commerce/chance.ts";
import { terms } from "./listing.ts";

const LEVELS_A_SIDE = 2_500;
/** In hundredths of a cent. */
const MIDDLE = 10_000_000;

/** Five thousand orders, each at a price of its own. */
function fullDepth(gap: () => number, quantity: () => number): BookDepth {
  const { instrumentId, currency, decimals, closesAt } = terms;
  const side = (sign: 1 | -1) => {
    let price = MIDDLE;
    return Array.from({ length: LEVELS_A_SIDE }, () => {
      price += sign * gap();
      return { price, quantity: quantity(), orders: 1 };
    });
  };
  const rest = { instrumentId, currency, decimals, closesAt, halted: false, last: MIDDLE };
  return { ...rest, bids: side(-1), asks: side(1) };
}

const random = chance(1);
const upTo = (most: number) => () => 1 + Math.floor(random() * most);

test.each([
  ["at every tick, in round lots", 24, 7, fullDepth(upTo(1), () => upTo(50)() * 100)],
  ["at any tick, of any quantity", 40, 10, fullDepth(upTo(9), upTo(900_000))],
])("the row of a full book %s takes at most %i write units", async (_, writes, reads, row) => {
  const client = new DynamoDBClient(fakeTransport(fakeTables()).config);
  const counts = countCalls(client);
  const models = dynamodbModels(client, "models");
  const model = `trading/${bookDepth.name}`;
  await models.write([{ model, key: "ACME", value: { row, version: 1, n: 1 }, expected: 0 }]);
  expect((await models.read(model, "ACME"))?.row).toEqual(row);
  expect(counts.writeUnits).toBeLessThanOrEqual(writes);
  expect(counts.readUnits).toBeLessThanOrEqual(reads);
});
