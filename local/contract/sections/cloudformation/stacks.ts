import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { DeleteParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { Case } from "../../case.ts";
import { unlessRefused } from "../../departure.ts";
import { parameter, parameterValue } from "../../made/parameter.ts";
import { openStack, type Template, tryStack } from "../../made/stack.ts";

const GUIDE = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide";
const TYPES = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference";
const NO_DEPLOY =
  "Nothing: after each deployment the runner looks whether all it relies on is there, and says what is not.";

/** A resource that cannot be made: the name of a FIFO queue ends in `.fifo`. */
const IMPOSSIBLE = {
  Type: "AWS::SQS::Queue",
  Properties: { QueueName: "bugle-contract-impossible", FifoQueue: true },
};

const outputs: Case = {
  id: "cloudformation/outputs",
  title: "A stack makes its resources and tells outputs that are made of references, attributes and joined text.",
  source: `${GUIDE}/outputs-section-structure.html`,
  instead: NO_DEPLOY,
  run: async (place) => {
    const stack = await openStack(place, "outputs", {
      Resources: { Topic: { Type: "AWS::SNS::Topic" }, Kept: parameter("kept") },
      Outputs: {
        Name: { Value: { Ref: "Kept" } },
        Joined: {
          Value: { "Fn::Join": ["/", [{ "Fn::GetAtt": ["Kept", "Value"] }, { "Fn::GetAtt": ["Topic", "TopicName"] }]] },
        },
        Substituted: { Value: { "Fn::Sub": `arn:aws:sns:\${AWS::Region}:\${AWS::AccountId}:\${Topic.TopicName}` } },
        Arn: { Value: { Ref: "Topic" } },
      },
    });
    const told = await stack.outputs();
    if ((await parameterValue(place, told["Name"])) !== "kept") return "tells another name";
    if (told["Joined"] !== `kept/${told["Arn"]?.split(":").at(-1)}`) return "joins otherwise";
    return told["Substituted"] === told["Arn"] ? undefined : "substitutes otherwise";
  },
};

const queueOf = (VisibilityTimeout: number): Template => ({
  Resources: { Queue: { Type: "AWS::SQS::Queue", Properties: { VisibilityTimeout } } },
  Outputs: { Url: { Value: { Ref: "Queue" } } },
});

const inPlace: Case = {
  id: "cloudformation/update-in-place",
  title: "An attribute of a queue is changed in place: the queue stays, and so do its messages.",
  source: `${TYPES}/aws-resource-sqs-queue.html`,
  instead: NO_DEPLOY,
  run: async (place) => {
    const sqs = place.client(SQSClient);
    const stack = await openStack(place, "queue", queueOf(30));
    const { Url: QueueUrl } = await stack.outputs();
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "kept" }));
    if ((await stack.update(queueOf(40))) !== "UPDATE_COMPLETE") return "does not end as updated";
    if ((await stack.outputs())["Url"] !== QueueUrl) return "makes another queue";
    const AttributeNames = ["VisibilityTimeout", "ApproximateNumberOfMessages"] as const;
    const told = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }));
    const [timeout, messages] = AttributeNames.map((name) => told.Attributes?.[name]);
    if (timeout !== "40") return "does not change it";
    return messages === "1" ? undefined : "loses its messages";
  },
};

const failedUpdate: Case = {
  id: "cloudformation/failed-update",
  title: "An update that fails is rolled back: what had been changed is as before, what had been added is gone.",
  source: `${GUIDE}/stack-failure-options.html`,
  instead: NO_DEPLOY,
  run: async (place) => {
    const Outputs = { Name: { Value: { Ref: "Kept" } } };
    const stack = await openStack(place, "update", { Resources: { Kept: parameter("before") }, Outputs });
    const status = await stack.update({
      Resources: {
        Kept: parameter("after"),
        Added: parameter("added", { DependsOn: "Kept" }),
        Impossible: { ...IMPOSSIBLE, DependsOn: "Added" },
      },
      Outputs,
    });
    if (status !== "UPDATE_ROLLBACK_COMPLETE") return `ends in ${status}`;
    if ((await parameterValue(place, (await stack.outputs())["Name"])) !== "before") return "leaves it changed";
    const added = (await stack.resources()).find(({ LogicalResourceId }) => LogicalResourceId === "Added");
    return (await parameterValue(place, added?.PhysicalResourceId ?? "none")) === undefined
      ? undefined
      : "leaves what it added";
  },
};

const failedCreate: Case = {
  id: "cloudformation/failed-create",
  title: "A stack of which one resource cannot be made ends in ROLLBACK_COMPLETE, and nothing of it is left.",
  source: `${GUIDE}/stack-failure-options.html`,
  instead: NO_DEPLOY,
  run: async (place) => {
    const Name = place.name("parameter");
    const made = parameter("made");
    const stack = await tryStack(place, "create", {
      Resources: {
        Made: { ...made, Properties: { ...made.Properties, Name } },
        Impossible: { ...IMPOSSIBLE, DependsOn: "Made" },
      },
    });
    if (stack.status !== "ROLLBACK_COMPLETE") return `ends in ${stack.status}`;
    return (await parameterValue(place, Name)) === undefined ? undefined : "leaves a resource";
  },
};

const removed: Case = {
  id: "cloudformation/delete",
  title: "With a stack its resources are deleted, but for those that are to be retained.",
  source: `${TYPES}/aws-attribute-deletionpolicy.html`,
  instead: NO_DEPLOY,
  run: async (place) => {
    const stack = await openStack(place, "delete", {
      Resources: { Gone: parameter("gone"), Kept: parameter("kept", { DeletionPolicy: "Retain" }) },
      Outputs: { Gone: { Value: { Ref: "Gone" } }, Kept: { Value: { Ref: "Kept" } } },
    });
    const { Gone, Kept } = await stack.outputs();
    place.undo(() => place.client(SSMClient).send(new DeleteParameterCommand({ Name: Kept })));
    if ((await stack.remove()) !== undefined) return "does not end as deleted";
    if ((await parameterValue(place, Gone)) !== undefined) return "leaves a resource";
    return (await parameterValue(place, Kept)) === "kept" ? undefined : "deletes what is to be retained";
  },
};

const unknownType: Case = {
  id: "cloudformation/unknown-type",
  title: "A template with a type of resource that does not exist is refused before anything is made.",
  source: `${TYPES}/aws-template-resource-type-ref.html`,
  instead: NO_DEPLOY,
  run: (place) => {
    const template = { Resources: { Made: parameter("made"), None: { Type: "AWS::SQS::NoSuchThing" } } };
    return unlessRefused(tryStack(place, "unknown", template), "ValidationError");
  },
};

export const stacks: readonly Case[] = [outputs, inPlace, failedUpdate, failedCreate, removed, unknownType];
