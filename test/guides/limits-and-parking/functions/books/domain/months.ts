import { state } from "../../../../../../functions/runtime/index.ts";
import { MonthClosed } from "../contracts.ts";

const initial: { readonly closed: readonly string[] } = { closed: [] };

export const months = state("months", { key: "accountId", from: [MonthClosed], initial })({
  MonthClosed: ({ closed }, { month }) => ({ closed: [...closed, month] }),
});
