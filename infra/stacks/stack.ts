import { CfnElement, CfnOutput, CfnResource, CliCredentialsStackSynthesizer, Stack } from "aws-cdk-lib";
import { DEFAULT_CROSS_STACK_REFERENCES } from "aws-cdk-lib/cx-api";
import type { Construct } from "constructs";
import cdk from "../../cdk.json" with { type: "json" };
import type { Settings } from "../settings.ts";

/** CloudFormation takes 500; the rest is room for a change that replaces. */
const MOST_RESOURCES = 450;
/** What another stack reads here is an output too. */
const MOST_OUTPUTS = 200;

function faults(stack: Stack): string[] {
  const own = stack.node
    .findAll()
    .filter(CfnElement.isCfnElement)
    .filter((each) => each.stack === stack);
  const resources = own.filter(CfnResource.isCfnResource).length;
  const outputs = own.filter((each) => each instanceof CfnOutput).length;
  return [
    { many: resources, most: MOST_RESOURCES, of: "resources" },
    { many: outputs, most: MOST_OUTPUTS, of: "outputs" },
  ].flatMap(({ many, most, of }) =>
    many > most ? [`has ${many} ${of} of at most ${most}: split the system in two`] : [],
  );
}

/**
 * A stack of one stage; locally it is deployed with the caller's own credentials and no bootstrap.
 * An app that says nothing of a feature flag gets the flags that these stacks are tested with.
 */
export function stageStack(
  app: Construct,
  name: string,
  { stage, local, without }: Settings,
  description: string,
): Stack {
  const stack = new Stack(app, `Bugle-${stage}-${name}`, {
    description,
    ...(local && { synthesizer: new CliCredentialsStackSynthesizer() }),
  });
  for (const [flag, value] of Object.entries(cdk.context))
    if (stack.node.tryGetContext(flag) === undefined) stack.node.setContext(flag, value);
  if (without["stack-outputs"] !== undefined) stack.node.setContext(DEFAULT_CROSS_STACK_REFERENCES, "strong");
  stack.node.addValidation({ validate: () => faults(stack) });
  return stack;
}
