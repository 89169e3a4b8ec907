import { engineAccount, engineRegion } from "../engine/environment.ts";

/** How to reach the local cloud: for SDK clients. */
export interface LocalAws {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** The local cloud at an endpoint; its credentials are no secret, since any are taken. */
export const localAws = (endpoint: string): LocalAws => ({
  endpoint,
  region: engineRegion,
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
});

/**
 * A child's environment in which every AWS tool sees the local cloud alone: whatever else the terminal says of AWS,
 * such as a profile or a role, is left out.
 */
export function localAwsEnvironment(aws: LocalAws, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const others = Object.entries(env).filter(([name]) => !/^(AWS|CDK)_/.test(name));
  return {
    ...Object.fromEntries(others),
    AWS_ENDPOINT_URL: aws.endpoint,
    AWS_REGION: aws.region,
    AWS_DEFAULT_REGION: aws.region,
    AWS_ACCESS_KEY_ID: aws.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: aws.credentials.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: "true",
    CDK_DEFAULT_ACCOUNT: engineAccount,
    CDK_DEFAULT_REGION: aws.region,
    CDK_VALIDATION: "false",
  };
}
