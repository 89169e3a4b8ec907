import { state } from "../../runtime/index.ts";
import { ConfirmationIssued } from "../contracts.ts";

/** Each trader's feed: its facts are the entries, so their versions have no gap. */
export const confirmations = state("confirmations", {
  key: "traderId",
  from: [ConfirmationIssued],
  initial: { issued: 0 },
})({ ConfirmationIssued: ({ issued }) => ({ issued: issued + 1 }) });
