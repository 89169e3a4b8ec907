import { CfnOutput, Fn, type Stack } from "aws-cdk-lib";
import type { Settings } from "../settings.ts";

/** Makes an output of a stack and answers how other stacks write it, as a name that can be foreseen; weakly where the endpoint can. */
export function outputForOthers(
  stack: Stack,
  name: string,
  value: string,
  { without }: Pick<Settings, "without">,
): string {
  const exported = without["stack-outputs"] !== undefined;
  const exportName = `${stack.stackName}:${name}`;
  new CfnOutput(stack, name, { value, ...(exported && { exportName }) });
  return exported ? Fn.importValue(exportName) : Fn.getStackOutput(stack.stackName, name);
}
