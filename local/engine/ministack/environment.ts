import { join } from "node:path";
import { type EngineFolders, engineAccount, engineRegion, inherited } from "../environment.ts";

/** The whole environment of a MiniStack. */
export function ministackEnvironment(
  port: number,
  { data, scratch }: EngineFolders,
  env: NodeJS.ProcessEnv,
): Record<string, string> {
  return {
    ...inherited(env),
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
