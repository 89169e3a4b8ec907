import { type Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import {
  Architecture,
  type CfnFunction,
  type Code,
  Function as Lambda,
  LoggingFormat,
  RecursiveLoop,
  Runtime,
  SystemLogLevel,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { Environment } from "../../functions/runtime/aws/env.ts";
import { ENVIRONMENT_VARIABLE } from "../../functions/runtime/aws/env.ts";
import { acknowledge } from "../findings.ts";
import type { Permission } from "../permissions/permission.ts";
import { alarm, type Watch } from "./alarm.ts";
import { refuseLargeEnvironment } from "./environment-size.ts";
import { exactRole } from "./exact-role.ts";
import { arnOf } from "./queue.ts";

export interface WorkerProps {
  readonly code: Code;
  readonly environment: Environment;
  readonly permissions: readonly Permission[];
  readonly timeout: Duration;
  /** Only for functions meant to send to themselves in the end; their messages carry a hop limit. Default false. */
  readonly loops?: boolean;
  readonly description: string;
  readonly watch: Watch;
  /** Where an event goes that kept failing, for a function that is invoked without anybody waiting; its permissions say so too. */
  readonly deadLetters?: IQueue | undefined;
  readonly concurrency?: number | undefined;
}

/** One Lambda with a role of its own, JSON logs kept for a month, and an alarm on failed invocations. */
export function worker(scope: Construct, id: string, props: WorkerProps): Lambda {
  const {
    code,
    environment,
    permissions,
    timeout,
    loops = false,
    description,
    watch,
    deadLetters,
    concurrency,
  } = props;
  const logGroup = new LogGroup(scope, `${id}Logs`, {
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const write = { actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [logGroup.logGroupArn] };
  refuseLargeEnvironment(scope, environment);
  const made = new Lambda(scope, id, {
    code,
    description,
    handler: "index.handler",
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: 512,
    timeout,
    reservedConcurrentExecutions: concurrency,
    role: exactRole(scope, `${id}Role`, [...permissions, write]),
    environment: { [ENVIRONMENT_VARIABLE]: Stack.of(scope).toJsonString(environment) },
    logGroup,
    loggingFormat: LoggingFormat.JSON,
    // Its three lines on every run that went well would be two thirds of the log.
    systemLogLevelV2: SystemLogLevel.WARN,
    recursiveLoop: loops ? RecursiveLoop.ALLOW : RecursiveLoop.TERMINATE,
  });
  acknowledge(made, "Serverless-LambdaTracing");
  if (deadLetters) (made.node.defaultChild as CfnFunction).deadLetterConfig = { targetArn: arnOf(deadLetters) };
  else acknowledge(made, "Serverless-LambdaDLQ");
  alarm(scope, `${id}ErrorsAlarm`, watch, {
    metric: made.metricErrors(),
    above: 0,
    periods: 3,
    says: `${description} has failed whole invocations for 15 minutes: look for crashes and timeouts in its log.`,
    runbook: "handler-errors",
  });
  return made;
}
