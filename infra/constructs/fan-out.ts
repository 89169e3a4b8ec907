import { Duration } from "aws-cdk-lib";
import { type IEventBus, Rule, RuleTargetInput } from "aws-cdk-lib/aws-events";
import { SqsQueue } from "aws-cdk-lib/aws-events-targets";
import { SubscriptionFilter, type Topic } from "aws-cdk-lib/aws-sns";
import { SqsSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { refuse } from "../refuse.ts";
import type { ConsumerQueue } from "./consumer-queue.ts";

function refuseFifo(to: ConsumerQueue, from: string): void {
  if (to.fifo)
    refuse("fan-out-to-fifo", to.node.path, `${from} cannot feed a FIFO queue`, "subscribe with a standard queue");
}

export interface TopicFilter {
  /** Name of the message attribute. */
  readonly attribute: "type" | "streamkind";
  readonly values: readonly string[];
}

/** Lets a topic's messages with one of the filter's values into the queue, as they were published. */
export function subscribe(topic: Topic, to: ConsumerQueue, filter: TopicFilter, undeliverable: IQueue): void {
  refuseFifo(to, "a standard topic");
  topic.addSubscription(
    new SqsSubscription(to.queue, {
      rawMessageDelivery: true,
      filterPolicy: { [filter.attribute]: SubscriptionFilter.stringFilter({ allowlist: [...filter.values] }) },
      deadLetterQueue: undeliverable,
    }),
  );
}

interface BusRoute {
  readonly bus: IEventBus;
  readonly types: readonly string[];
  readonly to: ConsumerQueue;
  readonly undeliverable: IQueue;
}

/** Lets the bus's events of these types into the queue; the body is the envelope alone. */
export function routeFromBus(scope: Construct, id: string, { bus, types, to, undeliverable }: BusRoute): Rule {
  refuseFifo(to, "the bus");
  return new Rule(scope, id, {
    eventBus: bus,
    eventPattern: { detailType: [...types] },
    targets: [
      new SqsQueue(to.queue, {
        message: RuleTargetInput.fromEventPath("$.detail"),
        deadLetterQueue: undeliverable,
        maxEventAge: Duration.hours(24),
        retryAttempts: 185,
      }),
    ],
  });
}
