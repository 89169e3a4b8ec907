import { SESClient, SendEmailCommand } from "@aws-sdk/client-ses";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { BugleError } from "../errors.ts";
import type { Email, Services } from "../needs.ts";
import { type ClientOptions, clientConfig } from "./clients.ts";
import type { Environment } from "./env.ts";

const utf8 = (Data: string) => ({ Charset: "UTF-8", Data });

function openEmail(ses: () => SESClient, from: string | undefined) {
  return async ({ to, subject, text }: Email): Promise<void> => {
    if (from === undefined)
      throw new BugleError("no-sender", "no address is configured to send emails from", {
        help: "set emailFrom in the deployment's settings",
      });
    await ses().send(
      new SendEmailCommand({
        Source: from,
        Destination: { ToAddresses: [to] },
        Message: { Subject: utf8(subject), Body: { Text: utf8(text) } },
      }),
    );
  };
}

function openSecrets(ssm: () => SSMClient) {
  const known = new Map<string, Promise<string>>();
  const fetch = async (name: string): Promise<string> => {
    const { Parameter } = await ssm().send(new GetParameterCommand({ Name: name, WithDecryption: true }));
    if (Parameter?.Value !== undefined) return Parameter.Value;
    throw new BugleError("no-secret", `parameter ${name} has no value`, { help: "store the secret under that name" });
  };
  return (name: string): Promise<string> => {
    const value = known.get(name) ?? fetch(name);
    known.set(name, value);
    // A failure is not remembered: the next call asks again.
    value.catch(() => known.delete(name));
    return value;
  };
}

const once = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

/** Email by SES and secrets by SSM, each secret fetched once per process; a client is made when first used. */
export function awsServices({ emailFrom }: Pick<Environment, "emailFrom">, options: ClientOptions = {}): Services {
  const ses = once(() => new SESClient(clientConfig(options)));
  const ssm = once(() => new SSMClient(clientConfig(options)));
  return { email: openEmail(ses, emailFrom), secret: openSecrets(ssm) };
}
