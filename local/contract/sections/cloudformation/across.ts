import type { Case } from "../../case.ts";
import { parameter, parameterValue } from "../../made/parameter.ts";
import { openStack, tryStack } from "../../made/stack.ts";

const FUNCTIONS = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference";

const stackOutputs: Case = {
  id: "cloudformation/stack-outputs",
  title: "A stack reads an output of another one that does not export it.",
  source: `${FUNCTIONS}/intrinsic-function-reference-getstackoutput.html`,
  instead: "Exports what other stacks read, and imports it there.",
  run: async (place) => {
    const { name } = await openStack(place, "telling", {
      Resources: { Told: parameter("told") },
      Outputs: { Told: { Value: { "Fn::GetAtt": ["Told", "Value"] } } },
    });
    const read = { "Fn::GetStackOutput": { StackName: name, OutputName: "Told" } };
    const stack = await tryStack(place, "reading", {
      Resources: { Read: parameter({ "Fn::Join": ["", ["it is ", read]] }) },
      Outputs: { Name: { Value: { Ref: "Read" } } },
    });
    const { Name } = await stack.outputs();
    const value = stack.status === "CREATE_COMPLETE" && (await parameterValue(place, Name));
    return value === "it is told" ? undefined : "outputs are not read from stack to stack";
  },
};

const exported: Case = {
  id: "cloudformation/exports",
  title: "A stack imports what another one exports, which then cannot be deleted.",
  source: `${FUNCTIONS}/intrinsic-function-reference-importvalue.html`,
  instead: "Nothing of Bugle relies on it where outputs are read from stack to stack.",
  run: async (place) => {
    const Name = place.name("export");
    const telling = await openStack(place, "exporting", {
      Resources: { Told: parameter("told") },
      Outputs: { Told: { Value: { "Fn::GetAtt": ["Told", "Value"] }, Export: { Name } } },
    });
    const reading = await openStack(place, "importing", {
      Resources: { Read: parameter({ "Fn::ImportValue": Name }) },
      Outputs: { Name: { Value: { Ref: "Read" } } },
    });
    if ((await parameterValue(place, (await reading.outputs())["Name"])) !== "told") return "imports something else";
    const left = await telling.remove().catch((error: Error) => error.name);
    return left === undefined ? "deletes the stack that exports" : undefined;
  },
};

export const across: readonly Case[] = [stackOutputs, exported];
