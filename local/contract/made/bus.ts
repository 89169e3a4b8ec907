import {
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsCommandOutput,
  type PutEventsRequestEntry,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  type Target,
} from "@aws-sdk/client-eventbridge";
import { settled } from "../patience.ts";
import type { Place } from "../place.ts";
import { letServicesSend, type Queue } from "./queue.ts";

/** A bus that a case has made. */
export interface Bus {
  readonly name: string;
  readonly arn: string;
  readonly client: EventBridgeClient;
  /** Puts entries that are complete unless they say otherwise: source `bugle.contract`, detail type `Placed`, an empty detail. */
  readonly put: (...entries: readonly Partial<PutEventsRequestEntry>[]) => Promise<PutEventsCommandOutput>;
  /** Sends what matches to a queue, in the form that `target` says. */
  readonly route: (pattern: object, queue: Queue, target?: Partial<Target>) => Promise<void>;
}

/** How long AWS takes at most until a new rule matches. */
const RULE_MS = 30_000;
const TARGET = "queue";

/** Makes a bus for a case. */
export async function openBus(place: Place, what: string): Promise<Bus> {
  const client = place.client(EventBridgeClient);
  const name = place.name(what);
  const { EventBusArn: arn = "" } = await client.send(new CreateEventBusCommand({ Name: name }));
  place.undo(() => client.send(new DeleteEventBusCommand({ Name: name })));
  return {
    name,
    arn,
    client,
    put: (...entries) => {
      const whole = { EventBusName: name, Source: "bugle.contract", DetailType: "Placed", Detail: "{}" };
      return client.send(new PutEventsCommand({ Entries: entries.map((entry) => ({ ...whole, ...entry })) }));
    },
    route: async (pattern, queue, target = {}) => {
      const rule = { Name: place.name("rule"), EventBusName: name };
      await client.send(new PutRuleCommand({ ...rule, EventPattern: JSON.stringify(pattern) }));
      place.undo(() => client.send(new DeleteRuleCommand(rule)));
      await letServicesSend(place, queue);
      const of = { Rule: rule.Name, EventBusName: name };
      await client.send(new PutTargetsCommand({ ...of, Targets: [{ Id: TARGET, Arn: queue.arn, ...target }] }));
      place.undo(() => client.send(new RemoveTargetsCommand({ ...of, Ids: [TARGET] })));
      await settled(place, RULE_MS);
    },
  };
}
