import {
  type ConditionalCheckFailedException,
  type TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import type { Case } from "../../case.ts";
import { unlessRefused } from "../../departure.ts";
import { refusal } from "../../made/refusal.ts";
import { item, openTable, type Table } from "../../made/table.ts";

const API = "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference";
const GUIDE = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide";
const CANCELLED = "TransactionCanceledException";
const NO_JOURNAL = "Nothing: an endpoint that departs here cannot hold a journal.";

const transact = ({ client }: Table, TransactItems: TransactWriteItem[], ClientRequestToken?: string) =>
  client.send(new TransactWriteItemsCommand({ TransactItems, ...(ClientRequestToken && { ClientRequestToken }) }));

const add = (table: Table, id: string, n = 1): TransactWriteItem => ({
  Update: {
    TableName: table.name,
    Key: item(id, n),
    UpdateExpression: "ADD amount :one",
    ExpressionAttributeValues: { ":one": { N: "1" } },
  },
});

const putIfFree = (table: Table, id: string): TransactWriteItem => ({
  Put: {
    TableName: table.name,
    Item: item(id, 1, { by: { S: "transaction" } }),
    ConditionExpression: "attribute_not_exists(id)",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  },
});

const amountOf = async (table: Table, id: string) => (await table.query(id)).Items?.[0]?.["amount"]?.N;

const conditionalPut: Case = {
  id: "journal/conditional-put",
  title: "A put whose condition does not hold writes nothing and hands back the item that stands there.",
  source: `${API}/API_PutItem.html`,
  instead: NO_JOURNAL,
  run: async (place) => {
    const table = await openTable(place);
    await table.put(item("order", 1, { by: { S: "first" } }));
    const second = table.put(item("order", 1, { by: { S: "second" } }), {
      ConditionExpression: "attribute_not_exists(id)",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    });
    const refused = await refusal<ConditionalCheckFailedException>(second, "ConditionalCheckFailedException");
    if (!refused) return "wrote over the item";
    if (refused.Item?.["by"]?.S !== "first") return "does not hand back the item";
    return (await table.query("order")).Items?.[0]?.["by"]?.S === "first" ? undefined : "wrote over the item";
  },
};

const transactionReasons: Case = {
  id: "journal/transaction-reasons",
  title:
    "A transaction with a condition that does not hold writes nothing and tells a reason for each action in order.",
  source: `${API}/API_TransactWriteItems.html`,
  instead: NO_JOURNAL,
  run: async (place) => {
    const table = await openTable(place);
    await table.put(item("taken", 1, { by: { S: "first" } }));
    const sent = transact(table, [putIfFree(table, "free"), putIfFree(table, "taken")]);
    const refused = await refusal<TransactionCanceledException>(sent, CANCELLED);
    if (!refused) return "wrote over the item";
    const reasons = refused.CancellationReasons ?? [];
    if (reasons.map(({ Code }) => Code).join() !== "None,ConditionalCheckFailed") return "tells other reasons";
    if (reasons[1]?.Item?.["by"]?.S !== "first") return "does not hand back the item";
    return (await table.query("free")).Count === 0 ? undefined : "wrote half of it";
  },
};

const tokenReplay: Case = {
  id: "journal/transaction-token",
  title: "A transaction sent again under its client request token is answered as done and changes nothing more.",
  source: `${API}/API_TransactWriteItems.html`,
  instead: "Nothing of Bugle relies on it: each write is guarded by a condition of its own.",
  run: async (place) => {
    const table = await openTable(place);
    const token = place.name("token");
    for (let sent = 0; sent < 2; sent++) await transact(table, [add(table, "total")], token);
    return (await amountOf(table, "total")) === "1" ? undefined : "did it twice";
  },
};

const tokenMismatch: Case = {
  id: "journal/transaction-token-mismatch",
  title: "Another transaction under a client request token that has been used is refused.",
  source: `${API}/API_TransactWriteItems.html`,
  instead: "Nothing of Bugle relies on it: each write is guarded by a condition of its own.",
  run: async (place) => {
    const table = await openTable(place);
    const token = place.name("token");
    await transact(table, [add(table, "total")], token);
    return unlessRefused(transact(table, [add(table, "other")], token), "IdempotentParameterMismatchException");
  },
};

const ROUNDS = 5;
const AT_ONCE = 20;
/** Of an endpoint that is too busy; it is no conflict. */
const BUSY = "InternalServerError";

async function meetsConflict(table: Table): Promise<boolean> {
  const sent = Array.from({ length: AT_ONCE }, () => transact(table, [add(table, "total"), add(table, "total", 2)]));
  const ends = await Promise.all(sent.map((each) => refusal<TransactionCanceledException>(each, CANCELLED, BUSY)));
  return ends.some((end) => end?.CancellationReasons?.some(({ Code }) => Code === "TransactionConflict"));
}

const transactionConflict: Case = {
  id: "journal/transaction-conflict",
  title: "Of transactions that change one item at the same time, some are cancelled with TransactionConflict.",
  source: `${GUIDE}/transaction-apis.html`,
  instead: "Treats a conflict as a lost race; tests make conflicts up where an endpoint makes none.",
  run: async (place) => {
    const table = await openTable(place);
    for (let round = 0; round < ROUNDS; round++) if (await meetsConflict(table)) return undefined;
    return "lets all of them pass";
  },
};

export const writes: readonly Case[] = [
  conditionalPut,
  transactionReasons,
  tokenReplay,
  tokenMismatch,
  transactionConflict,
];
