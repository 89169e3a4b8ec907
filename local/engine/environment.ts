import { delimiter, dirname, join } from "node:path";

export const engineRegion = "us-east-1";
export const engineAccount = "000000000000";

const kept = ["PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "SystemRoot", "USERPROFILE"];

/** Where an engine keeps things: what it goes on with when it is started again, and what it does not. */
export interface EngineFolders {
  readonly data: string;
  readonly scratch: string;
}

/**
 * The whole environment of an engine. Only a few names are handed down: an AWS_* or MINISTACK_* variable of the
 * terminal would reach the engine's Lambda workers or change what it is. Those workers are the first `node` of the path.
 */
export function engineEnvironment(
  port: number,
  { data, scratch }: EngineFolders,
  env: NodeJS.ProcessEnv,
): Record<string, string> {
  const inherited = kept.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]] as const]));
  return {
    ...Object.fromEntries(inherited),
    PATH: [dirname(process.execPath), env["PATH"]].filter(Boolean).join(delimiter),
    GATEWAY_PORT: String(port),
    MINISTACK_REGION: engineRegion,
    MINISTACK_ACCOUNT_ID: engineAccount,
    PERSIST_STATE: "1",
    S3_PERSIST: "1",
    STATE_DIR: join(data, "state"),
    S3_DATA_DIR: join(data, "s3"),
    TMPDIR: scratch,
    SFTP_ENABLED: "0",
    IOT_MTLS_ENABLED: "0",
    PYTHONUNBUFFERED: "1",
  };
}
