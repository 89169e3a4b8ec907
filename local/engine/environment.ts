import { join } from "node:path";

export const engineRegion = "us-east-1";
export const engineAccount = "000000000000";

const kept = ["PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "SystemRoot", "USERPROFILE"];

/**
 * The whole environment of an engine. Only a few names are handed down: an AWS_* or MINISTACK_* variable of the
 * terminal would reach the engine's Lambda workers or change what it is.
 */
export function engineEnvironment(port: number, scratch: string, env: NodeJS.ProcessEnv): Record<string, string> {
  const inherited = kept.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]] as const]));
  return {
    ...Object.fromEntries(inherited),
    GATEWAY_PORT: String(port),
    MINISTACK_REGION: engineRegion,
    MINISTACK_ACCOUNT_ID: engineAccount,
    PERSIST_STATE: "0",
    S3_PERSIST: "0",
    STATE_DIR: join(scratch, "state"),
    S3_DATA_DIR: join(scratch, "s3"),
    TMPDIR: scratch,
    SFTP_ENABLED: "0",
    IOT_MTLS_ENABLED: "0",
    PYTHONUNBUFFERED: "1",
  };
}
