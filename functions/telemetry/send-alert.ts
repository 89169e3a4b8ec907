import { email, handle } from "../runtime/index.ts";
import { AlertSent, SendAlert } from "./contracts.ts";
import { notification } from "./domain/notification.ts";
import { recipients } from "./needs.ts";

const inOneLine = (text: string): string => text.replace(/\p{Cc}/gu, " ");

/**
 * Sixty a minute: when a whole fleet fails, the others wait. One at a time for an incident, so a step is sent a second time only if this
 * ends between the mail and its commit: nobody asks SES whether it has taken a mail, and an alert twice is better than none.
 */
export default handle(
  SendAlert,
  {
    state: notification,
    emits: [AlertSent],
    needs: { email, recipients },
    attempt: ({ sent }) => sent.length,
    rate: { limit: 60, per: 60_000 },
  },
  async ({ data: { step, summary, incidentId } }, { sent }, { email, recipients }) => {
    const to = recipients[Math.min(step, recipients.length) - 1];
    if (to === undefined || sent.includes(step)) return [];
    await email({
      to,
      subject: inOneLine(`Alert ${incidentId}, step ${step}${step === 1 ? "" : ": nobody has acknowledged it"}`),
      text: `${summary}\n\nAcknowledge it: POST /alerts/${encodeURIComponent(incidentId)}/acknowledge`,
    });
    return new AlertSent({ incidentId, step });
  },
);
