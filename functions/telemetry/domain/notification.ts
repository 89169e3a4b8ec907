import { state } from "../../runtime/index.ts";
import { AlertSent } from "../contracts.ts";

interface Notification {
  /** Which steps somebody has been written to for. */
  readonly sent: readonly number[];
}

const initial: Notification = { sent: [] };

/** A stream beside the alert's, so that whoever takes on the alert meanwhile is no conflict, after which the mail would be sent again. */
export const notification = state("notification", { key: "incidentId", from: [AlertSent], initial })({
  AlertSent: ({ sent }, { step }) => ({ sent: [...sent, step] }),
});
