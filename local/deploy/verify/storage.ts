import { DynamoDBClient, paginateListTables } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient, ListStreamsCommand } from "@aws-sdk/client-dynamodb-streams";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { absent, type ClientOf, type Fault, type Look, listed, type Made } from "./look.ts";

async function withoutStream(resources: readonly Made[], clientOf: ClientOf): Promise<Fault[]> {
  const streaming = resources.filter(({ properties }) => properties["StreamSpecification"] !== undefined);
  const found = streaming.map(async (resource) => {
    const { Streams = [] } = await clientOf(DynamoDBStreamsClient).send(
      new ListStreamsCommand({ TableName: resource.id }),
    );
    return Streams.length > 0 ? [] : [{ resource, fault: "has no stream" }];
  });
  return (await Promise.all(found)).flat();
}

export const tables: Look = async (resources, clientOf) => {
  const pages = paginateListTables({ client: clientOf(DynamoDBClient) }, {});
  const there = new Set(await listed(pages, ({ TableNames }) => TableNames));
  const gone = absent(resources, ({ id }) => there.has(id));
  return [
    ...gone,
    ...(await withoutStream(
      resources.filter(({ id }) => there.has(id)),
      clientOf,
    )),
  ];
};

export const buckets: Look = async (resources, clientOf) => {
  const { Buckets = [] } = await clientOf(S3Client).send(new ListBucketsCommand({}));
  const there = new Set(Buckets.map(({ Name }) => Name));
  return absent(resources, ({ id }) => there.has(id));
};
