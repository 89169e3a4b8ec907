import { delimiter, dirname } from "node:path";

export const engineRegion = "us-east-1";
export const engineAccount = "000000000000";

const kept = ["PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "SystemRoot", "USERPROFILE"];

/** Where an engine keeps things: what it goes on with when it is started again, and what it does not. */
export interface EngineFolders {
  readonly data: string;
  readonly scratch: string;
}

/**
 * What an engine gets of a terminal's environment: a few names, since an AWS_* or MINISTACK_* variable would reach its
 * Lambdas or change what it is. Those are run by the first `node` of the path, the one of this process.
 */
export function inherited(env: NodeJS.ProcessEnv): Record<string, string> {
  const some = kept.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]] as const]));
  return {
    ...Object.fromEntries(some),
    PATH: [dirname(process.execPath), env["PATH"]].filter(Boolean).join(delimiter),
  };
}
