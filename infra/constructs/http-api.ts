import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import { HttpApi, HttpStage, LogGroupLogDestination } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpIamAuthorizer, HttpJwtAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { Function as Lambda } from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { Settings } from "../settings.ts";
import { alarm, type Watch } from "./alarm.ts";
import { type Keyed, keyedRoutes } from "./keyed-routes.ts";

/** Who called, and from where, is the caller's own affair: the access log tells how it went. */
const LOGGED = {
  requestId: "$context.requestId",
  time: "$context.requestTime",
  method: "$context.httpMethod",
  status: "$context.status",
  bytes: "$context.responseLength",
  ms: "$context.responseLatency",
  error: "$context.error.responseType",
};

interface HttpApiProps {
  readonly target: Lambda;
  readonly jwt?: Settings["jwt"];
  readonly keyed?: Keyed;
  /** Requests a second from all callers together; twice that at once. */
  readonly rate: number;
  readonly watch: Watch;
  /** Whose API it is. */
  readonly of: string;
}

/** An HTTP API before one Lambda; callers show a token of the issuer, or sign with IAM when there is none, or a key where a route asks for that. */
export function httpApi(
  parent: Construct,
  id: string,
  { target, jwt, keyed, rate, watch, of }: HttpApiProps,
): { readonly url: string } {
  const scope = new Construct(parent, id);
  const defaultAuthorizer = jwt
    ? new HttpJwtAuthorizer("Jwt", jwt.issuer, { jwtAudience: [...jwt.audience] })
    : new HttpIamAuthorizer();
  const defaultIntegration = new HttpLambdaIntegration("Function", target);
  const httpApi = new HttpApi(scope, "Api", {
    createDefaultStage: false,
    defaultAuthorizer,
    defaultIntegration,
  });
  if (keyed) keyedRoutes(httpApi, defaultIntegration, keyed);
  const logGroup = new LogGroup(scope, "AccessLogs", {
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const stage = new HttpStage(scope, "Stage", {
    httpApi,
    autoDeploy: true,
    throttle: { rateLimit: rate, burstLimit: 2 * rate },
    accessLogSettings: {
      destination: new LogGroupLogDestination(logGroup),
      format: AccessLogFormat.custom(JSON.stringify(LOGGED)),
    },
  });
  alarm(scope, "ErrorsAlarm", watch, {
    metric: httpApi.metricServerError({ period: Duration.minutes(5), statistic: "Sum" }),
    above: 0,
    periods: 3,
    says: `The API of ${of} has answered with errors of its own for 15 minutes: look for their ids in its log.`,
    runbook: "handler-errors",
  });
  return { url: stage.url };
}
