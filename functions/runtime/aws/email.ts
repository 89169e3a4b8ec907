import { SendEmailCommand } from "@aws-sdk/client-ses";
import { BugleError } from "../errors.ts";
import type { Services } from "../needs.ts";
import type { ClientOptions } from "./clients/options.ts";
import { sesClient } from "./clients/ses.ts";

const utf8 = (Data: string) => ({ Charset: "UTF-8", Data });

/** Email by SES; a call throws `no-sender` if the deployment names none. */
export function sesEmail(from: string | undefined, options: ClientOptions): Services["email"] {
  const ses = sesClient(options);
  return async ({ to, subject, text }) => {
    if (from === undefined)
      throw new BugleError("no-sender", "no address is configured to send emails from", {
        help: "set emailFrom in the deployment's settings",
      });
    await ses.send(
      new SendEmailCommand({
        Source: from,
        Destination: { ToAddresses: [to] },
        Message: { Subject: utf8(subject), Body: { Text: utf8(text) } },
      }),
    );
  };
}
