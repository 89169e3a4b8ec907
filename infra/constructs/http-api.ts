import { HttpApi, HttpStage, LogGroupLogDestination } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpIamAuthorizer, HttpJwtAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { Function as Lambda } from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";

/** An HTTP API before one Lambda; callers show a token of the issuer, or sign with IAM when there is none. */
export function httpApi(
  parent: Construct,
  id: string,
  target: Lambda,
  jwt: { readonly issuer: string; readonly audience: readonly string[] } | undefined,
): { readonly url: string } {
  const scope = new Construct(parent, id);
  const defaultAuthorizer = jwt
    ? new HttpJwtAuthorizer("Jwt", jwt.issuer, { jwtAudience: [...jwt.audience] })
    : new HttpIamAuthorizer();
  const httpApi = new HttpApi(scope, "Api", {
    createDefaultStage: false,
    defaultAuthorizer,
    defaultIntegration: new HttpLambdaIntegration("Function", target),
  });
  const logGroup = new LogGroup(scope, "AccessLogs", { retention: RetentionDays.ONE_MONTH });
  const stage = new HttpStage(scope, "Stage", {
    httpApi,
    autoDeploy: true,
    throttle: { rateLimit: 1_000, burstLimit: 2_000 },
    accessLogSettings: { destination: new LogGroupLogDestination(logGroup) },
  });
  return { url: stage.url };
}
