import type { Order } from "../contracts.ts";
import type { Match } from "./matching.ts";

type Terms = Pick<Order, "type" | "timeInForce">;

/** Why the remainder of an order is cancelled; undefined if it rests, or if there is none. */
export function remainderCancelCode({ type, timeInForce }: Terms, { left, stoppedBy }: Match): string | undefined {
  if (left === 0) return undefined;
  if (stoppedBy) return stoppedBy;
  if (type === "market") return "market-remainder";
  return timeInForce === "day" ? undefined : "ioc-remainder";
}
