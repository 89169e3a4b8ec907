import { isDeepStrictEqual } from "node:util";
import {
  GetSubscriptionAttributesCommand,
  paginateListSubscriptions,
  paginateListTopics,
  SNSClient,
} from "@aws-sdk/client-sns";
import { paginateListQueues, SQSClient } from "@aws-sdk/client-sqs";
import { absent, type ClientOf, type Fault, type Look, lastPart, listed, type Made } from "./look.ts";

async function queueNames(clientOf: ClientOf): Promise<Set<string>> {
  const pages = paginateListQueues({ client: clientOf(SQSClient), pageSize: 1_000 }, {});
  return new Set((await listed(pages, ({ QueueUrls }) => QueueUrls)).map(lastPart));
}

export const queues: Look = async (resources, clientOf) => {
  const there = await queueNames(clientOf);
  return absent(resources, ({ id }) => there.has(lastPart(id)));
};

export const topics: Look = async (resources, clientOf) => {
  const pages = paginateListTopics({ client: clientOf(SNSClient) }, {});
  const there = new Set((await listed(pages, ({ Topics }) => Topics)).map(({ TopicArn }) => TopicArn));
  return absent(resources, ({ id }) => there.has(id));
};

async function filterFault(sns: SNSClient, resource: Made): Promise<Fault[]> {
  const wanted = resource.properties["FilterPolicy"];
  const { Attributes } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn: resource.id }));
  const has: unknown = JSON.parse(Attributes?.["FilterPolicy"] ?? "null") ?? undefined;
  return isDeepStrictEqual(has, wanted) ? [] : [{ resource, fault: "has another filter than the app gave it" }];
}

export const subscriptions: Look = async (resources, clientOf) => {
  const sns = clientOf(SNSClient);
  const pages = paginateListSubscriptions({ client: sns }, {});
  const [all, names] = await Promise.all([listed(pages, ({ Subscriptions }) => Subscriptions), queueNames(clientOf)]);
  const queueOf = new Map(all.map(({ SubscriptionArn, Endpoint }) => [SubscriptionArn, lastPart(Endpoint)]));
  const there = resources.filter(({ id }) => queueOf.has(id));
  const lost = there.filter(
    ({ id, properties }) => properties["Protocol"] === "sqs" && !names.has(queueOf.get(id) ?? ""),
  );
  const faults = await Promise.all(there.map((each) => filterFault(sns, each)));
  return [
    ...absent(resources, ({ id }) => queueOf.has(id)),
    ...lost.map((resource) => ({ resource, fault: "leads to a queue that is not there" })),
    ...faults.flat(),
  ];
};
