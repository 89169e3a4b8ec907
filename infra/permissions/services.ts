import { ArnFormat, Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Permission } from "./permission.ts";

/** To send emails from one address; SES names the identity by address or by domain, whichever was verified. */
export function sendEmail(scope: Construct, from: string): Permission {
  const identity = (resourceName: string) =>
    Stack.of(scope).formatArn({ service: "ses", resource: "identity", resourceName });
  return {
    actions: ["ses:SendEmail"],
    resources: [identity(from), identity(from.split("@").at(-1) ?? from)],
    conditions: { StringEquals: { "ses:FromAddress": from } },
  };
}

/** To read secrets by their parameters' names. */
export function readParameters(scope: Construct, names: readonly string[]): Permission {
  const parameter = (name: string) =>
    Stack.of(scope).formatArn({
      service: "ssm",
      resource: "parameter",
      resourceName: name.replace(/^\//, ""),
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
  return { actions: ["ssm:GetParameter"], resources: names.map(parameter) };
}
