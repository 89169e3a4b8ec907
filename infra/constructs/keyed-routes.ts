import { Duration } from "aws-cdk-lib";
import { type HttpApi, HttpMethod, type HttpRouteIntegration } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import type { Function as Lambda } from "aws-cdk-lib/aws-lambda";
import type { KeyedRoute } from "../../functions/runtime/api-routes.ts";

/** Routes whose callers show a key of their own, and what judges it. */
export interface Keyed {
  readonly routes: readonly KeyedRoute[];
  readonly authorizer: Lambda;
}

/** A no is remembered as well, so a key that is about to be known is refused for so long. */
const REMEMBERED = Duration.minutes(1);

const methodOf = ({ method }: KeyedRoute): HttpMethod => HttpMethod[method as keyof typeof HttpMethod];

/**
 * Gives those routes an authorizer for each header; a request without it is refused before any Lambda runs.
 * The answer is remembered under the header alone, whatever the path: what a key opens, the handler itself must check.
 */
export function keyedRoutes(api: HttpApi, integration: HttpRouteIntegration, { routes, authorizer }: Keyed): void {
  for (const [header, own] of Map.groupBy(routes, ({ key }) => key)) {
    const byHeader = new HttpLambdaAuthorizer(`Key-${header}`, authorizer, {
      identitySource: [`$request.header.${header}`],
      responseTypes: [HttpLambdaResponseType.SIMPLE],
      resultsCacheTtl: REMEMBERED,
    });
    for (const route of own)
      api.addRoutes({ path: route.path, methods: [methodOf(route)], integration, authorizer: byHeader });
  }
}
