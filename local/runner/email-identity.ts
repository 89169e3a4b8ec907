import { SESClient, VerifyEmailIdentityCommand } from "@aws-sdk/client-ses";
import type { LocalAws } from "../deploy/local-aws.ts";
import type { Deployment } from "../deploy/outputs.ts";

/** Makes the senders of the deployed systems known to SES, which refuses others. */
export async function verifySenders(aws: LocalAws, { systems }: Deployment): Promise<void> {
  const client = new SESClient({ ...aws });
  const senders = new Set(systems.flatMap(({ environment }) => environment.emailFrom ?? []));
  try {
    for (const EmailAddress of senders) await client.send(new VerifyEmailIdentityCommand({ EmailAddress }));
  } finally {
    client.destroy();
  }
}
