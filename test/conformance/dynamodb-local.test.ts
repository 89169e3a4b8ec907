import { it } from "vitest";
import { hasJava, startDynamodbLocal } from "./grounds/dynamodb-local.ts";
import { openTables } from "./grounds/tables.ts";
import { conformance } from "./ports.ts";

if (hasJava())
  conformance("DynamoDB Local", async () => {
    const { endpoint, stop } = await startDynamodbLocal();
    const stores = await openTables(endpoint);
    const close = async () => {
      stores.client.destroy();
      await stop();
    };
    return { ...stores, close };
  });
else
  it("DynamoDB Local is left out, since there is no Java 17 with its compiler here", () => {
    process.stdout.write("DynamoDB Local was left out: it needs Java 17 with its compiler\n");
  });
