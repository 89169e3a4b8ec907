import type { Consumer, System } from "../../functions/runtime/manifest.ts";

/** What a stage was told, and what of it a role may use. */
interface Told {
  readonly sender: string;
  /** Names of parameters, by system. */
  readonly secrets: Readonly<Record<string, readonly string[]>>;
}

const words = (text: string): string[] => text.trim().split(/\s+/);
const on = (service: string, actions: string, resource: string): string[] =>
  words(actions).map((action) => `${service}:${action} ${resource}`);
const table = (name: string, actions: string, prefix?: string): string[] =>
  on("dynamodb", actions, prefix ? `${name} under ${prefix}/*` : name);

const idOf = ({ name }: Pick<Consumer, "name">) => `Consumers${name.split("/").at(-1)?.replaceAll("-", "")}`;
const takesCommands = ({ kind }: Consumer) => kind === "state" || kind === "command";
const logs = (id: string): string[] => on("logs", "CreateLogStream PutLogEvents", `${id}Logs`);
const receive = (queue: string): string[] =>
  on("sqs", "ReceiveMessage DeleteMessage ChangeMessageVisibility GetQueueAttributes", queue);
const arn = (service: string, name: string) => `arn:AWS::Partition:${service}:AWS::Region:AWS::AccountId:${name}`;

function serviceGrants({ handlers, system }: Consumer, { sender, secrets }: Told): string[] {
  const uses = new Set(handlers.flatMap((each) => each.uses));
  const only = ` if {"StringEquals":{"ses:FromAddress":"${sender}"}}`;
  const identities = [sender, sender.split("@")[1]].map((name) => arn("ses", `identity/${name}`));
  return [
    ...(uses.has("email") ? identities.flatMap((each) => on("ses", "SendEmail", `${each}${only}`)) : []),
    ...(uses.has("secret")
      ? (secrets[system] ?? []).flatMap((name) => on("ssm", "GetParameter", arn("ssm", `parameter${name}`)))
      : []),
  ];
}

/** What an eager handler may send itself: to the FIFO queues of the commands it declares. */
const earlyGrants = ({ handlers }: Consumer, { consumers }: System): string[] => {
  const sent = handlers.flatMap(({ eager, sends }) => (eager ? sends : []));
  const targets = consumers.filter(
    (each) => each.fifo && each.handlers.some(({ receives }) => sent.includes(receives[0]!)),
  );
  return targets.flatMap((each) => on("sqs", "SendMessage", `${idOf(each)}Queue`));
};

/** Tokens of the consumer's own buckets, and its halts. */
const limitGrants = ({ handlers, name }: Consumer): string[] => [
  ...(handlers.some(({ rated }) => rated) ? table("Keys", "UpdateItem", name) : []),
  ...(handlers.some(({ exhausted }) => exhausted === "halt") ? table("Attempts", "UpdateItem", name) : []),
];

function consumerGrants(consumer: Consumer, told: Told): string[] {
  const { name, system, kind, writes, state, model } = consumer;
  return [
    ...logs(`${idOf(consumer)}Function`),
    ...receive(`${idOf(consumer)}Queue`),
    ...on("sqs", "SendMessage", `${idOf(consumer)}DeadLetters`),
    ...table("Attempts", "GetItem PutItem", name),
    ...limitGrants(consumer),
    ...(writes ? table("JournalTable", "PutItem Query", writes) : table("Trace", "BatchWriteItem")),
    ...(writes ? table("Snapshots", "GetItem PutItem", writes) : []),
    ...(kind === "projection" ? table("JournalTable", "Query", `${system}/${state?.name}`) : []),
    ...(kind === "projection" ? table("Models", "GetItem BatchGetItem PutItem", `${system}/${model}`) : []),
    ...serviceGrants(consumer, told),
  ];
}

const isLong = ({ handlers }: Consumer) =>
  handlers.some(({ waits = {} }) => Object.values(waits).some(({ within }) => within > 900_000));

/** Whether another handler may send it a command, which may be for later. */
const sentTo = (consumers: readonly Consumer[], each: Consumer) =>
  takesCommands(each) &&
  each.handlers.some(({ receives }) =>
    consumers.some(({ handlers }) => handlers.some(({ sends }) => sends.some((type) => receives.includes(type)))),
  );

/** What sending takes: the system's own topic, the bus if an event is public, and the queues of those that commands, replies and timers are for. */
function sendingGrants({ contracts, consumers }: System): string[] {
  const addressed = consumers.filter((each) => takesCommands(each) || each.kind === "saga");
  const passed = ' if {"StringEquals":{"iam:PassedToService":"scheduler.amazonaws.com"}}';
  return [
    ...on("sns", "Publish", "Topic"),
    ...(contracts.some((each) => each.public) ? on("events", "PutEvents", "Bus") : []),
    ...addressed.flatMap((each) => on("sqs", "SendMessage", `${idOf(each)}Queue`)),
    ...(consumers.some((each) => (each.kind === "saga" && isLong(each)) || sentTo(consumers, each))
      ? [
          ...on("scheduler", "CreateSchedule", `${arn("scheduler", "schedule/TimersGroup")}/*`),
          ...on("iam", "PassRole", `TimersRole${passed}`),
        ]
      : []),
  ];
}

const ownAccount = ' if {"StringEquals":{"s3:ResourceAccount":{"Ref":"AWS::AccountId"}}}';

function systemGrants(system: System): Record<string, string[]> {
  const { name, consumers, api, things, routes = [] } = system;
  const sends = sendingGrants(system);
  const aside = [...on("sqs", "SendMessage", "RelayRetryQueue"), ...table("Trace", "BatchWriteItem")];
  const stream = on("dynamodb", "DescribeStream GetRecords GetShardIterator ListStreams", "JournalTable.StreamArn");
  const failed = "FailedRecords/aws/lambda/*";
  const asEdge = [
    ...consumers.filter(takesCommands).flatMap((each) => on("sqs", "SendMessage", `${idOf(each)}Queue`)),
    ...table("JournalTable", "Query", name),
    ...table("Models", "GetItem BatchGetItem", name),
    ...table("Models/index/lists", "Query", name),
    ...table("Attempts", "GetItem", name),
    ...on("dynamodb", "PutItem", "Keys"),
    ...(system.apiRated ? table("Keys", "UpdateItem", `${name}/api`) : []),
    ...on("dynamodb", "BatchWriteItem Query", "Trace"),
  ];
  const untaken = on("sqs", "SendMessage", "UntakenQueue");
  return {
    RelaysRelayRole: [
      ...[...logs("RelaysRelay"), ...sends, ...aside, ...stream],
      ...on("s3", "PutObject", `${failed}${ownAccount}`),
      ...on("s3", "ListBucket", `FailedRecords${ownAccount}`),
    ],
    RelaysRetryRole: [
      ...[...logs("RelaysRetry"), ...sends, ...receive("RelayRetryQueue")],
      ...(consumers.some((each) => each.fifo && sentTo(consumers, each))
        ? on("sqs", "SendMessage", "RelayRetryQueue")
        : []),
    ],
    RelaysSweeperRole: [
      ...[...logs("RelaysSweeper"), ...sends, ...aside],
      ...[failed, `FailedRecords/exports/${name}/*`].flatMap((each) => on("s3", "GetObject", `${each}${ownAccount}`)),
    ],
    ...(api && { ApiRole: [...logs("Api"), ...asEdge] }),
    ...(routes.some(({ key }) => key) && {
      AuthorizerRole: [...logs("Authorizer"), ...table("Models", "GetItem", name)],
    }),
    ...(things && { ThingsRole: [...logs("Things"), ...asEdge, ...untaken], TopicsRole: untaken }),
  };
}

/** Every line that a role of the system's code may have, by role: what its messages declare, and the fixed list of its recipe. */
export function recipesFor(system: System, told: Told): Record<string, string[]> {
  const all: Record<string, string[]> = {
    ...Object.fromEntries(
      system.consumers.map(
        (each) => [`${idOf(each)}FunctionRole`, [...consumerGrants(each, told), ...earlyGrants(each, system)]] as const,
      ),
    ),
    ...systemGrants(system),
  };
  return Object.fromEntries(Object.entries(all).map(([role, lines]) => [role, lines.sort()]));
}
