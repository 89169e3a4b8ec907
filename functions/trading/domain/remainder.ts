import type { Order } from "../contracts.ts";
import type { Matched } from "./matching.ts";

type Terms = Pick<Order, "type" | "timeInForce">;

/** Why what is left of an order does not go into the book; undefined if it does, or if nothing is left. */
export function remainderOf({ type, timeInForce }: Terms, { left, stopped }: Matched): string | undefined {
  if (left === 0) return undefined;
  if (stopped) return stopped;
  if (type === "market") return "market-remainder";
  return timeInForce === "day" ? undefined : "ioc-remainder";
}
