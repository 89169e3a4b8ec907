import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
} from "@aws-sdk/client-cloudformation";
import type { Place } from "../../local/contract/place.ts";

/** Milliseconds that CloudFormation may take for a role. */
const PATIENCE = 180_000;

function templateOf(service: string, actions: readonly string[], resources: readonly string[]) {
  const version = { Version: "2012-10-17" };
  const AssumeRolePolicyDocument = {
    ...version,
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  };
  const PolicyDocument = { ...version, Statement: [{ Effect: "Allow", Action: actions, Resource: resources }] };
  const Properties = { AssumeRolePolicyDocument, Policies: [{ PolicyName: "contract", PolicyDocument }] };
  return {
    Resources: { Role: { Type: "AWS::IAM::Role", Properties } },
    Outputs: { Arn: { Value: { "Fn::GetAtt": ["Role", "Arn"] } } },
  };
}

/** Makes a role on AWS with a stack of its own, which goes with the case. */
export async function makeRole(
  place: Place,
  service: string,
  actions: readonly string[],
  resources: readonly string[],
): Promise<string> {
  const client = place.client(CloudFormationClient);
  const StackName = place.name("role");
  const TemplateBody = JSON.stringify(templateOf(service, actions, resources));
  await client.send(new CreateStackCommand({ StackName, TemplateBody, Capabilities: ["CAPABILITY_IAM"] }));
  place.undo(() => client.send(new DeleteStackCommand({ StackName })));
  let arn: string | undefined;
  const isThere = async () => {
    const [stack] = (await client.send(new DescribeStacksCommand({ StackName }))).Stacks ?? [];
    arn = stack?.Outputs?.find(({ OutputKey }) => OutputKey === "Arn")?.OutputValue;
    return stack?.StackStatus === "CREATE_COMPLETE";
  };
  if ((await place.until(isThere, PATIENCE)) && arn !== undefined) return arn;
  throw Object.assign(new Error(`the stack ${StackName} did not make its role`), { name: "no role" });
}
