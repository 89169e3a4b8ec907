import { saga } from "../../../../../functions/runtime/index.ts";
import { CarEntered, CarLeft, FineDriver } from "./contracts.ts";

const HOUR = 3_600_000;

interface Overstay {
  readonly status: "none" | "inside" | "over";
}

const initial: Overstay = { status: "none" };

export default saga("overstay", {
  key: "visitId",
  startedBy: [CarEntered],
  waits: { departure: { for: [CarLeft], within: 24 * HOUR, while: ({ status }) => status === "inside" } },
  sends: [FineDriver],
  initial,
})({
  on: {
    CarEntered: ({ status }) => (status === "none" ? { state: { status: "inside" } } : undefined),
    CarLeft: () => ({ state: { status: "over" } }),
  },
  timeout: {
    departure: (_, __, { key }) => ({ state: { status: "over" }, send: new FineDriver({ visitId: key }) }),
  },
});
