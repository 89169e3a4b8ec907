import { Duration, type Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { EventBus } from "aws-cdk-lib/aws-events";
import { Topic } from "aws-cdk-lib/aws-sns";
import { describe, expect, test } from "vitest";
import { ConsumerQueue, type ConsumerQueueProps } from "../../infra/constructs/consumer-queue.ts";
import { routeFromBus, subscribe } from "../../infra/constructs/fan-out.ts";
import { deadLetterQueue, undeliverableQueue } from "../../infra/constructs/queue.ts";
import { emptyStack } from "./fixture.ts";

const thirty = { functionTimeout: Duration.seconds(30) };

function make(props: Partial<ConsumerQueueProps>, stack: Stack = emptyStack()) {
  const queue = new ConsumerQueue(stack, "Orders", { fifo: false, ...thirty, ...props });
  return { stack, queue, template: Template.fromStack(stack) };
}

describe("a consumer's queue", () => {
  test("hides messages for six timeouts of its function and the window", () => {
    const { template } = make({ window: Duration.seconds(5) });
    template.hasResourceProperties("AWS::SQS::Queue", { VisibilityTimeout: 185 });
  });

  test("refuses a shorter visibility timeout", () => {
    expect(() => make({ visibilityTimeout: Duration.seconds(179) })).toThrow(
      expect.objectContaining({
        code: "visibility-too-short",
        message:
          "Test/Orders: messages would come back after 179 s while their function may still run; 180 s are needed",
      }),
    );
    expect(() => make({ visibilityTimeout: Duration.seconds(180) })).not.toThrow();
  });

  test("refuses a timeout that no visibility can cover", () => {
    const long = { functionTimeout: Duration.hours(3) };
    expect(() => make(long)).toThrow(expect.objectContaining({ code: "visibility-too-long" }));
  });

  test("keeps messages for 10 days, dead letters for 14, and refuses to keep more", () => {
    const { template } = make({});
    template.hasResourceProperties("AWS::SQS::Queue", { MessageRetentionPeriod: 864_000, RedrivePolicy: {} });
    template.hasResourceProperties("AWS::SQS::Queue", { MessageRetentionPeriod: 1_209_600 });
    const eleven = { retention: Duration.days(11) };
    expect(() => make(eleven)).toThrow(expect.objectContaining({ code: "retention-too-long" }));
  });

  test.each([true, false])("has a dead-letter queue of its own type, FIFO %s, and refuses the other", (fifo) => {
    const { template } = make({ fifo });
    template.resourcePropertiesCountIs("AWS::SQS::Queue", { FifoQueue: true }, fifo ? 2 : 0);
    template.hasResourceProperties("AWS::SQS::Queue", { RedrivePolicy: { maxReceiveCount: 1_000 } });
    const stack = emptyStack();
    const other = deadLetterQueue(stack, "Other", { fifo: !fifo });
    expect(() => make({ fifo, deadLetterQueue: other }, stack)).toThrow(
      expect.objectContaining({ code: "dead-letter-type" }),
    );
  });

  test("takes ids from the sender and as many messages as its groups allow, where it is FIFO", () => {
    make({ fifo: true }).template.allResourcesProperties("AWS::SQS::Queue", {
      ContentBasedDeduplication: false,
      DeduplicationScope: "messageGroup",
      FifoThroughputLimit: "perMessageGroupId",
    });
  });

  test("gathers no batches where it is FIFO", () => {
    const window = Duration.seconds(1);
    expect(() => make({ fifo: true, window })).toThrow(expect.objectContaining({ code: "window-on-fifo" }));
  });

  test("is encrypted and refuses plain HTTP, as its dead-letter queue is and does", () => {
    const { template } = make({});
    template.allResourcesProperties("AWS::SQS::Queue", { SqsManagedSseEnabled: true });
    template.resourceCountIs("AWS::SQS::QueuePolicy", 2);
    const refused = { Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } };
    for (const { Properties } of Object.values(template.findResources("AWS::SQS::QueuePolicy")))
      expect(Properties.PolicyDocument.Statement).toContainEqual(expect.objectContaining(refused));
  });
});

describe("fan-out", () => {
  test("never feeds a FIFO queue", () => {
    const { stack, queue } = make({ fifo: true });
    const undeliverable = undeliverableQueue(stack, "Undeliverable");
    const topic = new Topic(stack, "Topic");
    const filter = { attribute: "type", values: ["Placed"] } as const;
    const refused = expect.objectContaining({ code: "fan-out-to-fifo" });
    expect(() => subscribe(topic, queue, filter, undeliverable)).toThrow(refused);
    const bus = new EventBus(stack, "Bus");
    expect(() => routeFromBus(stack, "Rule", { bus, types: ["Placed"], to: queue, undeliverable })).toThrow(refused);
  });

  test("leaves what cannot be delivered in a standard queue for 14 days", () => {
    const stack = emptyStack();
    undeliverableQueue(stack, "Undeliverable");
    const template = Template.fromStack(stack);
    template.hasResourceProperties("AWS::SQS::Queue", { MessageRetentionPeriod: 1_209_600 });
    template.resourcePropertiesCountIs("AWS::SQS::Queue", { FifoQueue: true }, 0);
  });
});
