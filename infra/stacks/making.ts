import type { Duration } from "aws-cdk-lib";
import type { Code, Function as Lambda } from "aws-cdk-lib/aws-lambda";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { Configs } from "../config-check.ts";
import { worker } from "../constructs/worker.ts";
import { type SystemEntryKind, systemEntryName } from "../entries.ts";
import { environmentFor, type Scope } from "../environment.ts";
import type { Permission } from "../permissions/permission.ts";
import type { Settings } from "../settings.ts";
import type { Platform } from "./platform.ts";
import type { SystemData } from "./system-data.ts";

/** The code of one entry, by its name. */
export type CodeOf = (entry: string) => Code;

/** What every function of a system is made from. */
export interface Making {
  readonly data: SystemData;
  readonly platform: Platform;
  readonly settings: Settings;
  readonly configs: Configs;
  readonly codeOf: CodeOf;
}

export interface SystemFunctionProps {
  readonly kind: SystemEntryKind;
  readonly tells: Scope;
  readonly permissions: readonly Permission[];
  readonly timeout: Duration;
  readonly description: string;
  readonly deadLetters?: IQueue;
  /** Runs at once, reserved of the account's; absent: what the account has left. */
  readonly concurrency?: number;
}

/** A Lambda that a system has once. */
export function systemFunction(scope: Construct, id: string, making: Making, props: SystemFunctionProps): Lambda {
  const { data, platform, settings, codeOf } = making;
  const { kind, tells, permissions, timeout, description, deadLetters, concurrency } = props;
  return worker(scope, id, {
    code: codeOf(systemEntryName(data.system, kind)),
    environment: environmentFor(tells, data, platform, settings),
    permissions,
    timeout,
    description,
    watch: platform.watch,
    deadLetters,
    concurrency,
  });
}
