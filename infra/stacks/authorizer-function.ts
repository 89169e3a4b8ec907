import type { Stack } from "aws-cdk-lib";
import type { Function as Lambda } from "aws-cdk-lib/aws-lambda";
import { keyedRoutes } from "../../functions/runtime/api-routes.ts";
import { authorizerPermissions } from "../permissions/authorizer.ts";
import { authorizerTimeout } from "../timeouts.ts";
import { type Making, systemFunction } from "./making.ts";

/** What judges keys of callers' own before the API of a system; undefined where no operation names one. */
export function authorizerFunction(stack: Stack, making: Making): Lambda | undefined {
  const { system } = making.data;
  if (keyedRoutes(system).length === 0) return undefined;
  return systemFunction(stack, "Authorizer", making, {
    kind: "authorizer",
    tells: {},
    permissions: authorizerPermissions(making.data),
    timeout: authorizerTimeout,
    description: `Keys of callers of ${system.name}`,
  });
}
