import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CloudFormationClient, paginateListStackResources } from "@aws-sdk/client-cloudformation";
import * as z from "zod";
import type { LocalAws } from "../local-aws.ts";

/** A resource of the app, and the id under which the endpoint says that it made it. */
export interface Resource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** Absent if the endpoint names none. */
  readonly id?: string | undefined;
  readonly properties: Readonly<Record<string, unknown>>;
}

const TEMPLATE = /^(Bugle-local-.*)\.template\.json$/;

const template = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
});

/** So LocalStack reports a type that it skipped. */
const SKIPPED = "unknown";

async function idsIn(client: CloudFormationClient, StackName: string): Promise<Map<string | undefined, string>> {
  const ids = new Map<string | undefined, string>();
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName }))
    for (const { LogicalResourceId, PhysicalResourceId } of StackResourceSummaries)
      if (PhysicalResourceId && PhysicalResourceId !== SKIPPED) ids.set(LogicalResourceId, PhysicalResourceId);
  return ids;
}

async function resourcesOf(client: CloudFormationClient, stack: string, file: string): Promise<Resource[]> {
  const ids = await idsIn(client, stack);
  const { Resources } = template.parse(JSON.parse(readFileSync(file, "utf8")));
  return Object.entries(Resources).map(([logicalId, { Type: type, Properties: properties }]) => {
    return { stack, logicalId, type, properties, id: ids.get(logicalId) };
  });
}

/** Every resource of the app that was synthesized into a folder, one request for each hundred of a stack. */
export async function expectedResources(aws: LocalAws, out: string): Promise<Resource[]> {
  const client = new CloudFormationClient({ ...aws });
  const stacks = globSync("*.template.json", { cwd: out }).flatMap((file) => {
    const stack = TEMPLATE.exec(file)?.[1];
    return stack === undefined ? [] : [resourcesOf(client, stack, join(out, file))];
  });
  try {
    return (await Promise.all(stacks)).flat();
  } finally {
    client.destroy();
  }
}
