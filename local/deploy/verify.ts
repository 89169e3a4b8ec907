import { LocalError } from "../engine/errors.ts";
import type { LocalAws } from "./local-aws.ts";
import { archives, buses, rules, scheduleGroups } from "./verify/bus.ts";
import { expectedResources, type Resource } from "./verify/expected.ts";
import { functions, mappings } from "./verify/functions.ts";
import type { ClientOf, Fault, Look, Made } from "./verify/look.ts";
import { queues, subscriptions, topics } from "./verify/messaging.ts";
import { buckets, tables } from "./verify/storage.ts";

/** Of other types CloudFormation's own list is believed. */
const KINDS: Readonly<Record<string, { readonly word: string; readonly look: Look }>> = {
  "AWS::SQS::Queue": { word: "queue", look: queues },
  "AWS::SNS::Topic": { word: "topic", look: topics },
  "AWS::SNS::Subscription": { word: "subscription", look: subscriptions },
  "AWS::Events::EventBus": { word: "bus", look: buses },
  "AWS::Events::Rule": { word: "rule", look: rules },
  "AWS::Events::Archive": { word: "archive", look: archives },
  "AWS::Scheduler::ScheduleGroup": { word: "schedule group", look: scheduleGroups },
  "AWS::Lambda::Function": { word: "function", look: functions },
  "AWS::Lambda::EventSourceMapping": { word: "event source mapping", look: mappings },
  "AWS::DynamoDB::GlobalTable": { word: "table", look: tables },
  "AWS::S3::Bucket": { word: "bucket", look: buckets },
};

const isMade = (resource: Resource): resource is Made => resource.id !== undefined;

async function askServices(made: readonly Made[], clientOf: ClientOf): Promise<Fault[]> {
  const looks = Object.entries(KINDS).map(async ([type, { look }]) => {
    const ofType = made.filter((each) => each.type === type);
    return ofType.length === 0 ? [] : look(ofType, clientOf, made);
  });
  return (await Promise.all(looks)).flat();
}

async function faultsIn(aws: LocalAws, resources: readonly Resource[]): Promise<Fault[]> {
  const clients = new Map<unknown, { destroy(): void }>();
  const clientOf: ClientOf = <C extends { destroy(): void }>(Client: new (aws: LocalAws) => C): C => {
    const client = (clients.get(Client) as C | undefined) ?? new Client(aws);
    clients.set(Client, client);
    return client;
  };
  try {
    const unmade = resources.filter((each) => !isMade(each)).map((resource) => ({ resource, fault: "was skipped" }));
    return [...unmade, ...(await askServices(resources.filter(isMade), clientOf))];
  } finally {
    for (const client of clients.values()) client.destroy();
  }
}

const HASH = /[0-9A-F]{8}$/;

const told = ({ resource: { type, logicalId, stack }, fault }: Fault): string =>
  `the ${KINDS[type]?.word ?? type} ${logicalId.replace(HASH, "")} of ${stack} ${fault}`;

/**
 * Makes sure that an endpoint has what it says that it has made of the app synthesized into a folder.
 * Throws LocalError `deploy-incomplete`, which names each resource that is not as the app wants it.
 */
export async function verifyDeployed(aws: LocalAws, out: string): Promise<void> {
  const resources = await expectedResources(aws, out);
  const faults = await faultsIn(aws, resources);
  if (faults.length === 0) return;
  throw new LocalError({
    code: "deploy-incomplete",
    message: `${aws.endpoint} says that all ${resources.length} resources were deployed, but:\n${faults.map(told).join("\n")}`,
    help: "Run the same command again: the endpoint is asked anew what it can do. If the same is missing then, `npm run reset` clears what earlier runs left, and another engine may know more.",
  });
}
