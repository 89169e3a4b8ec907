import { Construct } from "constructs";
import type { Consumer } from "../../functions/runtime/manifest.ts";
import { earlyRoutes, routesOf } from "../../functions/runtime/routes.ts";
import { secretNames } from "../config-check.ts";
import { pollQueue } from "../constructs/consumer-poller.ts";
import { worker } from "../constructs/worker.ts";
import { consumerEntryName } from "../entries.ts";
import { environmentFor, senderOf } from "../environment.ts";
import { consumerPermissions, tracesItself } from "../permissions/consumer.ts";
import { type Permission, sendTo } from "../permissions/permission.ts";
import { readParameters, sendEmail } from "../permissions/services.ts";
import { refuse } from "../refuse.ts";
import { consumerTimeout } from "../timeouts.ts";
import type { Making } from "./making.ts";
import type { SystemData } from "./system-data.ts";

/** Batches at once; an outside service is asked by fewer. */
const [MANY, FEW] = [20, 5];

const uses = ({ handlers }: Consumer, service: "email" | "secret") =>
  handlers.some((handler) => handler.uses.includes(service));

const hasNeeds = ({ handlers }: Consumer) => handlers.some(({ needs }) => needs.length > 0);

/** Meant to meet its own messages again: a process, what says how often, or what reaches others without the relay, where they may say it. */
const loops = ({ kind, handlers }: Consumer) =>
  kind === "saga" || handlers.some(({ hopLimit, eager }) => hopLimit !== undefined || eager);

function servicePermissions(scope: Construct, consumer: Consumer, { data, settings, configs }: Making): Permission[] {
  const { name } = data.system;
  const sender = senderOf(settings);
  if (uses(consumer, "email") && !sender)
    refuse(
      "no-sender",
      consumer.name,
      "sends emails, and no sender is set",
      "give one with -c emailFrom=you@your.domain",
    );
  const secrets = uses(consumer, "secret") ? secretNames(name, configs.get(name), settings) : [];
  return [
    ...(uses(consumer, "email") && sender ? [sendEmail(scope, sender)] : []),
    ...(secrets.length > 0 ? [readParameters(scope, secrets)] : []),
  ];
}

/** The FIFO queues that eager handlers send to themselves, their own among them where they send commands of their state. */
function earlyTargets(consumer: Consumer, { system }: SystemData): string[] {
  const { commands = {} } = earlyRoutes(consumer, routesOf({ systems: [system] })) ?? {};
  return [...new Set(Object.values(commands).map((route) => route.consumer))];
}

/** The Lambda of one consumer, and its poller. */
export function consumerFunction(parent: Construct, consumer: Consumer, making: Making): void {
  const { data, platform, settings, codeOf } = making;
  const { name, kind } = consumer;
  const scope = new Construct(parent, name.split("/").at(-1) ?? name);
  const early = earlyTargets(consumer, data);
  const tells = {
    queues: [name, ...early],
    deadLetterQueues: [name],
    traces: tracesItself(consumer),
    email: uses(consumer, "email"),
    config: hasNeeds(consumer),
  };
  const target = worker(scope, "Function", {
    code: codeOf(consumerEntryName(consumer)),
    environment: environmentFor(tells, data, platform, settings),
    permissions: [
      ...consumerPermissions(consumer, data, platform),
      ...early.map((target) => sendTo(data.queues.get(target)!.queue)),
      ...servicePermissions(scope, consumer, making),
    ],
    timeout: consumerTimeout(consumer),
    loops: loops(consumer),
    description: `${kind} ${name}`,
    watch: platform.watch,
  });
  const from = data.queues.get(name)!;
  const commands = kind === "state" || kind === "command";
  pollQueue(scope, "Poller", { target, from, commands, maxConcurrency: hasNeeds(consumer) ? FEW : MANY });
}
