import { totals } from "../../../../../functions/runtime/index.ts";
import { garage } from "./domain/garage.ts";

const day = (_: unknown, { time }: { time: string }) => time.slice(0, 10);

export default totals("visits", { of: garage, total: day, initial: { cars: 0 } })({
  CarEntered: ({ cars }) => ({ cars: cars + 1 }),
});
