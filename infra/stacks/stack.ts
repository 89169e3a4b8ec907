import { CfnElement, CfnOutput, CfnResource, CliCredentialsStackSynthesizer, Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Settings } from "../settings.ts";

/** CloudFormation takes 500; the rest is room for a change that replaces. */
export const MOST_RESOURCES = 450;
/** What another stack reads here is an output too. */
export const MOST_OUTPUTS = 200;

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

/** A stack of one stage; locally it is deployed with the caller's own credentials and no bootstrap. */
export function stageStack(app: Construct, name: string, { stage, local }: Settings, description: string): Stack {
  const stack = new Stack(app, `Bugle-${stage}-${name}`, {
    description,
    ...(local && { synthesizer: new CliCredentialsStackSynthesizer() }),
  });
  stack.node.addValidation({ validate: () => faults(stack) });
  return stack;
}
