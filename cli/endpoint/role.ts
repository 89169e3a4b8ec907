import { departs } from "../../local/contract/departure.ts";
import { arnOf, openStack, type Template } from "../../local/contract/made/stack.ts";
import type { Place } from "../../local/contract/place.ts";

function templateOf(service: string, actions: readonly string[], resources: readonly string[]): Template {
  const version = { Version: "2012-10-17" };
  const AssumeRolePolicyDocument = {
    ...version,
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  };
  const PolicyDocument = { ...version, Statement: [{ Effect: "Allow", Action: actions, Resource: resources }] };
  // IAM refuses a policy that allows nothing.
  const Policies = actions.length === 0 ? [] : [{ PolicyName: "contract", PolicyDocument }];
  return {
    Resources: { Role: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument, Policies } } },
    Outputs: { Arn: { Value: arnOf("Role") } },
  };
}

/** Makes a role with a stack of its own, which goes with the case. */
export async function makeRole(
  place: Place,
  service: string,
  actions: readonly string[],
  resources: readonly string[],
): Promise<string> {
  const { outputs } = await openStack(place, "role", templateOf(service, actions, resources));
  const { Arn } = await outputs();
  return Arn ?? departs("its role has no ARN");
}
