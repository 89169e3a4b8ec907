import { email, handle } from "../runtime/index.ts";
import { SendAlert } from "./contracts.ts";
import { recipients } from "./needs.ts";

/** Sixty a minute: when a whole fleet fails, the others wait. */
export default handle(
  SendAlert,
  { needs: { email, recipients }, rate: { limit: 60, per: 60_000 } },
  async ({ data: { step, summary, incidentId } }, _, { email, recipients }) => {
    const to = recipients[Math.min(step, recipients.length) - 1];
    if (to === undefined) return;
    const subject = step === 1 ? "Alert" : `Alert, nobody has acknowledged it: step ${step}`;
    await email({
      to,
      subject,
      text: `${summary}\n\nAcknowledge it: POST /alerts/${encodeURIComponent(incidentId)}/acknowledge`,
    });
  },
);
