import {
  BatchProcessor,
  EventType,
  processPartialResponse,
  SqsFifoPartialProcessorAsync,
} from "@aws-lambda-powertools/batch";
import { parser } from "@aws-lambda-powertools/batch/parser";
import { IdempotencyConfig, makeIdempotent } from "@aws-lambda-powertools/idempotency";
import { DynamoDBPersistenceLayer } from "@aws-lambda-powertools/idempotency/dynamodb";
import { JSONStringified } from "@aws-lambda-powertools/parser/helpers";
import { SqsRecordSchema } from "@aws-lambda-powertools/parser/schemas/sqs";
import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import * as z from "zod";

/** What is put, and under which names. */
export interface Put {
  /** Of the message. */
  readonly type: string;
  readonly data: z.ZodType;
  readonly table: string;
  readonly fifo: boolean;
}

const context = { functionName: "bench", getRemainingTimeInMillis: () => 30_000 } as Context;

/** Batch, parser and idempotency as their documentation puts them together; the effect is one item, as in a commit. */
export function openPuts(client: DynamoDBClient, { type, data, table, fifo }: Put) {
  const message = z.object({ id: z.string(), type: z.literal(type), correlationid: z.string(), data });
  // Extended once: given as an inner schema, it would be extended anew for every record.
  const record = SqsRecordSchema.extend({ body: JSONStringified(message) });
  const config = new IdempotencyConfig({ eventKeyJmesPath: "id" });
  const persistenceStore = new DynamoDBPersistenceLayer({ tableName: "idempotency", awsSdkV3Client: client });
  const work = makeIdempotent(
    async ({ id, data }: z.infer<typeof message>) => {
      const Item = { id: { S: id }, data: { S: JSON.stringify(data) } };
      await client.send(new PutItemCommand({ TableName: table, Item }));
    },
    { persistenceStore, config },
  );
  // The FIFO processor takes no schema, so its records are parsed where they are handled.
  const ordered = async (each: unknown) => work(record.parse(each).body);
  const side = new BatchProcessor(EventType.SQS, { parser, schema: record });
  const inOrder = new SqsFifoPartialProcessorAsync();
  return async (event: SQSEvent): Promise<SQSBatchResponse> => {
    config.registerLambdaContext(context);
    return fifo
      ? processPartialResponse(event, ordered, inOrder, { context })
      : processPartialResponse(event, async ({ body }: z.infer<typeof record>) => work(body), side, { context });
  };
}

const sale = z.object({
  saleId: z.string(),
  sku: z.string(),
  quantity: z.number().int().positive(),
  price: z.object({ amount: z.number().int(), currency: z.string().length(3) }),
  customer: z.string(),
});

/** One put per sale. */
export const openPowertools = (client: DynamoDBClient, { fifo }: { readonly fifo: boolean }) =>
  openPuts(client, { type: "RecordSale", data: sale, table: "sales", fifo });
