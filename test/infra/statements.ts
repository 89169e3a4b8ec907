import { ofType, type StackJson } from "./fixture.ts";

export interface Statement {
  /** Logical id of the role. */
  readonly role: string;
  readonly actions: readonly string[];
  /** Each as text: what is not known yet as JSON. */
  readonly resources: readonly string[];
  readonly condition: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface RawStatement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: Statement["condition"];
}

const text = (value: unknown): string => {
  const join = (value as { "Fn::Join"?: [string, unknown[]] })["Fn::Join"];
  if (join) return join[1].map(text).join("");
  return typeof value === "string" ? value : JSON.stringify(value);
};

/** Every statement of every role, inline and attached, in a stack. */
export function statementsOf(stack: StackJson | undefined): Statement[] {
  const inline = ofType(stack, "AWS::IAM::Role").flatMap(([role, { Properties }]) =>
    ((Properties["Policies"] ?? []) as { PolicyDocument: { Statement: RawStatement[] } }[]).flatMap(
      ({ PolicyDocument }) => PolicyDocument.Statement.map((statement) => ({ role, statement })),
    ),
  );
  return inline.map(({ role, statement: { Action, Resource, Condition } }) => ({
    role,
    actions: [Action].flat(),
    resources: [Resource].flat().map(text),
    condition: Condition ?? {},
  }));
}
