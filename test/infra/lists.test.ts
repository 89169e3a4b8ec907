import { expect, test } from "vitest";
import { loadSystems, makeApp, ofType, shopContext, templates } from "./fixture.ts";

test("the table of read models alone has an index, of keys only, so that rows without a list pay nothing for it", async () => {
  const stacks = templates(makeApp({ ...(await loadSystems()), context: shopContext }));
  const tables = Object.values(stacks).flatMap((stack) => ofType(stack, "AWS::DynamoDB::GlobalTable"));
  const indexes = tables.flatMap(([id, { Properties }]) => {
    const own = Properties["GlobalSecondaryIndexes"] as object[] | undefined;
    return own?.map((index) => [id.replace(/[0-9A-F]{8}$/, ""), index]) ?? [];
  });
  const lists = {
    IndexName: "lists",
    KeySchema: [
      { AttributeName: "list", KeyType: "HASH" },
      { AttributeName: "place", KeyType: "RANGE" },
    ],
    Projection: { ProjectionType: "KEYS_ONLY" },
  };
  expect(indexes).toEqual([
    ["Models", lists],
    ["Models", lists],
  ]);
});
