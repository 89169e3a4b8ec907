import { saga } from "../runtime/index.ts";
import { OrderSubmitted, RemindUser, UserRegistered } from "./contracts.ts";

const DAY = 24 * 60 * 60 * 1_000;

interface Onboarding {
  readonly status: "none" | "waiting" | "ordered" | "reminded";
}

const initial: Onboarding = { status: "none" };

/** Reminds, once, whoever has registered and not ordered within three days. */
export default saga("onboarding", {
  key: "userId",
  startedBy: [UserRegistered],
  waits: { firstOrder: { for: [OrderSubmitted], within: 3 * DAY, while: ({ status }) => status === "waiting" } },
  sends: [RemindUser],
  initial,
})({
  on: {
    UserRegistered: ({ status }) => (status === "none" ? { state: { status: "waiting" } } : undefined),
    OrderSubmitted: () => ({ state: { status: "ordered" } }),
  },
  timeout: {
    firstOrder: (_, __, { key }) => ({ state: { status: "reminded" }, send: new RemindUser({ userId: key }) }),
  },
});
