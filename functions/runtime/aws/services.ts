import type { Services } from "../needs.ts";
import type { ClientOptions } from "./clients/options.ts";
import type { Environment } from "./env.ts";
import { lazilyLoaded } from "./lazily.ts";

/** Email by SES and secrets by SSM; each is loaded with its client when first used. */
export function awsServices({ emailFrom }: Pick<Environment, "emailFrom">, options: ClientOptions = {}): Services {
  const email = lazilyLoaded(async () => (await import("./email.ts")).sesEmail(emailFrom, options));
  const secret = lazilyLoaded(async () => (await import("./secrets.ts")).ssmSecrets(options));
  return {
    email: async (message) => (await email())(message),
    secret: async (name) => (await secret())(name),
  };
}
