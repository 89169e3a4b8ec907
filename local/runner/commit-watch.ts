import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";

/** Calls back with the table's name after each item put through this client: a commit, if the table is a journal. */
export function watchPuts(client: DynamoDBClient, onPut: (table: string) => void): void {
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const result = await next(args);
        const { TableName } = args.input as { TableName?: string };
        if (commandName === "PutItemCommand" && TableName !== undefined) onPut(TableName);
        return result;
      },
    { step: "initialize", name: "bugleCommits" },
  );
}
