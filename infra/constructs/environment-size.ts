import { Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Environment } from "../../functions/runtime/aws/env.ts";
import { refuse } from "../refuse.ts";

const MOST_BYTES = 4_096;
/** The variable's name. */
const OTHERS = 32;
/** A queue's URL with the longest name that CloudFormation makes. */
const UNKNOWN = "x".repeat(130);

/** Lambda refuses variables over 4 KB at deploy; names not known yet are counted at their longest. */
export function refuseLargeEnvironment(scope: Construct, environment: Environment): void {
  const known = JSON.stringify(Stack.of(scope).resolve(environment), (_, value: unknown) =>
    isIntrinsic(value) ? UNKNOWN : value,
  );
  const bytes = Buffer.byteLength(known) + OTHERS;
  if (bytes > MOST_BYTES)
    refuse(
      "environment-too-large",
      scope.node.path,
      `its variables may take ${bytes} bytes, and Lambda takes ${MOST_BYTES}`,
      "split the system, or shorten its configuration",
    );
}

function isIntrinsic(value: unknown): boolean {
  const keys = typeof value === "object" && value !== null ? Object.keys(value) : [];
  return keys.length === 1 && /^(?:Ref$|Fn::)/.test(keys[0] ?? "");
}
