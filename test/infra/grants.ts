import { ofType, type StackJson } from "./fixture.ts";

type Stacks = Readonly<Record<string, StackJson>>;

interface RawStatement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const plain = (logicalId: string) => logicalId.replace(/[0-9A-F]{8}$/, "");

const OWN_QUEUE = /^arn:AWS::Partition:sqs:AWS::Region:AWS::AccountId:(\w+)\.QueueName$/;

/** A resource as a reader would name it: logical ids without their hashes, other stacks' outputs by what they tell. */
const named = (stacks: Stacks, value: unknown): string => spelled(stacks, value).replace(OWN_QUEUE, "$1");

function spelled(stacks: Stacks, value: unknown): string {
  if (typeof value === "string") return value;
  const [[intrinsic, given] = ["", undefined]] = Object.entries(value as Record<string, unknown>);
  if (intrinsic === "Ref") return plain(given as string);
  if (intrinsic === "Fn::GetAtt") {
    const [id, attribute] = given as [string, string];
    return attribute === "Arn" ? plain(id) : `${plain(id)}.${attribute}`;
  }
  if (intrinsic === "Fn::Join") return (given as [string, unknown[]])[1].map((part) => spelled(stacks, part)).join("");
  if (intrinsic !== "Fn::GetStackOutput") throw new Error(`${intrinsic} names nothing`);
  const { StackName, OutputName } = given as { StackName: string; OutputName: string };
  return spelled(stacks, stacks[StackName]?.Outputs?.[OutputName]?.Value);
}

/** What must hold for a statement to count, in words; every part of a condition is told. */
function condition({ Condition = {} }: RawStatement): string {
  const { "ForAllValues:StringLike": keys, Null, ...others } = Condition;
  const rest = Object.keys(others).length > 0 ? ` if ${JSON.stringify(others)}` : "";
  if (!keys && !Null) return rest;
  if (JSON.stringify(Null) !== '{"dynamodb:LeadingKeys":"false"}') return ` if ${JSON.stringify(Condition)}`;
  return ` under ${[keys?.["dynamodb:LeadingKeys"]].flat().join(" or ")}${rest}`;
}

/** Every statement of every role of a stack, as sorted lines `action resource condition` by the role's logical id. */
export function grantsOf(stacks: Stacks, stackName: string): Record<string, string[]> {
  const roles = ofType(stacks[stackName], "AWS::IAM::Role").map(([id, { Properties }]) => {
    const policies = (Properties["Policies"] ?? []) as { PolicyDocument: { Statement: RawStatement[] } }[];
    const lines = policies
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
      .flatMap((statement) =>
        [statement.Action].flat().flatMap((action) =>
          [statement.Resource].flat().map((resource) => {
            const line = `${action} ${named(stacks, resource)}${condition(statement)}`;
            return statement.Effect === "Allow" ? line : `${statement.Effect}: ${line}`;
          }),
        ),
      );
    return [plain(id), lines.sort()] as const;
  });
  return Object.fromEntries(roles);
}
