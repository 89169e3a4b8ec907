import { handle, Terminal } from "../../../../../functions/runtime/index.ts";
import { CloseMonth, MonthClosed } from "./contracts.ts";
import { months } from "./domain/months.ts";

export default handle(
  CloseMonth,
  { state: months, emits: [MonthClosed], retry: { exhausted: "halt" } },
  ({ data }, { closed }) => {
    const last = closed.at(-1);
    if (last !== undefined && data.month <= last) throw new Terminal("month-order", `${last} has been closed already`);
    return new MonthClosed(data);
  },
);
