import { isNamed } from "./item.ts";

interface Cancelled {
  readonly CancellationReasons?: readonly { readonly Code?: string }[];
}

/**
 * Whether a write failed because another writer was first, or was under way on the same rows: both are answered by reading again.
 * A throttle beside a mere conflict is no lost race: nothing is known then but that the table is busy.
 */
export function isLostRace(error: unknown): boolean {
  if (isNamed(error, "ConditionalCheckFailedException") || isNamed(error, "TransactionConflictException")) return true;
  if (!isNamed(error, "TransactionCanceledException")) return false;
  const codes = ((error as Cancelled).CancellationReasons ?? []).map(({ Code = "None" }) => Code);
  if (codes.includes("ConditionalCheckFailed")) return true;
  return (
    codes.includes("TransactionConflict") && codes.every((code) => code === "None" || code === "TransactionConflict")
  );
}
