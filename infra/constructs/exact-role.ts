import { Stack } from "aws-cdk-lib";
import {
  type IPrincipal,
  type IRole,
  PolicyDocument,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { acknowledgeWildcard } from "../findings.ts";
import type { Permission } from "../permissions/permission.ts";
import { refuse } from "../refuse.ts";

const isWild = (name: string) => name.includes("*");

function refuseWildcards(where: string, { actions, resources, unnamed }: Permission): void {
  const wild = [...actions.filter(isWild), ...(unnamed ? [] : resources.filter(isWild))];
  if (wild.length > 0)
    refuse("wildcard", where, `${wild.join(", ")} allows more than is named`, "name each action and each resource");
  if (actions.length === 0 || resources.length === 0)
    refuse("empty-permission", where, "a permission names nothing", "leave it out");
}

/** The wildcard as the checks print it: what is not known yet as JSON, the rest as it stands. */
function printed(scope: Construct, resource: string): string {
  const resolved: unknown = Stack.of(scope).resolve(resource);
  const parts = (resolved as { "Fn::Join"?: [string, unknown[]] })["Fn::Join"]?.[1] ?? [resolved];
  return parts.map((part) => (typeof part === "string" ? part : JSON.stringify(part))).join("");
}

function acknowledgeWildcards(role: Role, permissions: readonly Permission[]): void {
  for (const { resources, unnamed } of permissions)
    for (const resource of unnamed ? resources.filter(isWild) : [])
      acknowledgeWildcard(role, printed(role, resource), unnamed ?? "");
}

/** The role of one Lambda, or of another service: exactly these permissions, and nothing that CDK would add by itself. */
export function exactRole(
  scope: Construct,
  id: string,
  permissions: readonly Permission[],
  assumedBy: IPrincipal = new ServicePrincipal("lambda.amazonaws.com"),
): IRole {
  for (const permission of permissions) refuseWildcards(`${scope.node.path}/${id}`, permission);
  const statements = permissions.map(
    ({ actions, resources, conditions }) =>
      new PolicyStatement({ actions: [...actions], resources: [...resources], ...(conditions && { conditions }) }),
  );
  const role = new Role(scope, id, {
    assumedBy,
    inlinePolicies: { Recipe: new PolicyDocument({ statements, minimize: false }) },
  });
  acknowledgeWildcards(role, permissions);
  return role.withoutPolicyUpdates();
}
