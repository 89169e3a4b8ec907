import { setTimeout as pause } from "node:timers/promises";
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
  type Stack as StackDescription,
  type StackResourceSummary,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { departs } from "../departure.ts";
import { patience } from "../patience.ts";
import type { Place } from "../place.ts";

export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string;
  readonly DeletionPolicy?: "Retain";
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: string } }>>;
}

/** The ARN of a template's resource, as CloudFormation writes it. */
export const arnOf = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });

/** A stack that a case has made. */
export interface Stack {
  readonly name: string;
  readonly outputs: () => Promise<Readonly<Record<string, string | undefined>>>;
  readonly resources: () => Promise<readonly StackResourceSummary[]>;
  /** Answers the status in which it ends. */
  readonly update: (template: Template) => Promise<string>;
  /** Answers the status in which it ends, undefined if the stack is gone. */
  readonly remove: () => Promise<string | undefined>;
}

const PATIENCE_MS = 110_000;
const Capabilities = ["CAPABILITY_IAM" as const];
const bodyOf = (template: Template): string => JSON.stringify(template);

async function describe(place: Place, StackName: string): Promise<StackDescription | undefined> {
  const { Stacks = [] } = await place.client(CloudFormationClient).send(new DescribeStacksCommand({ StackName }));
  return Stacks[0];
}

/** The status in which what is under way ends, undefined if the stack is gone; asks on when a case is given up, since stacks are removed one by one. */
async function statusOf(place: Place, name: string): Promise<string | undefined> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const status = await describe(place, name).then(
      (stack) => stack?.StackStatus,
      (error: Error) => (error.name === "ValidationError" ? undefined : Promise.reject(error)),
    );
    if (!status?.endsWith("_IN_PROGRESS") || performance.now() >= end)
      return status === "DELETE_COMPLETE" ? undefined : status;
    await pause(patience(place, 100, 2_000));
  }
}

/** Makes a stack and answers it with the status in which its making ends. */
export async function tryStack(place: Place, what: string, template: Template): Promise<Stack & { status: string }> {
  const client = place.client(CloudFormationClient);
  const name = place.name(what);
  const remove = async () => {
    await client.send(new DeleteStackCommand({ StackName: name }));
    return statusOf(place, name);
  };
  await client.send(new CreateStackCommand({ StackName: name, TemplateBody: bodyOf(template), Capabilities }));
  place.undo(async () => {
    const status = await remove();
    if (status !== undefined)
      throw Object.assign(new Error(`the stack ${name} is in ${status}`), { name: "StackLeft" });
  });
  return {
    name,
    status: (await statusOf(place, name)) ?? "none",
    outputs: async () => {
      const { Outputs = [] } = (await describe(place, name)) ?? {};
      return Object.fromEntries(Outputs.map(({ OutputKey = "", OutputValue }) => [OutputKey, OutputValue]));
    },
    resources: async () => {
      const { StackResourceSummaries = [] } = await client.send(new ListStackResourcesCommand({ StackName: name }));
      return StackResourceSummaries;
    },
    update: async (next) => {
      await client.send(new UpdateStackCommand({ StackName: name, TemplateBody: bodyOf(next), Capabilities }));
      return (await statusOf(place, name)) ?? "none";
    },
    remove,
  };
}

/** Makes a stack; the case departs if that fails. */
export async function openStack(place: Place, what: string, template: Template): Promise<Stack> {
  const { status, ...stack } = await tryStack(place, what, template);
  return status === "CREATE_COMPLETE" ? stack : departs(`its stack ends in ${status}`);
}

/** What an endpoint gives for a resource that it has left out without a word. */
const isNone = (id: string | undefined) => id === undefined || id === "" || id === "unknown";

/** The type's resource in a stack, by its physical id; the case departs if there is none. */
export async function madeIn(stack: Stack, type: string): Promise<string> {
  const found = (await stack.resources()).find(({ ResourceType }) => ResourceType === type);
  const id = found?.PhysicalResourceId;
  return id === undefined || isNone(id) ? departs("it is left out without a word") : id;
}

/** Types of which a stack has no resource, though it says that it is complete. */
export async function leftOutOf(stack: Stack, types: readonly string[]): Promise<readonly string[]> {
  const made = (await stack.resources()).filter(({ PhysicalResourceId }) => !isNone(PhysicalResourceId));
  return types.filter((type) => made.every(({ ResourceType }) => ResourceType !== type));
}
