import { projection } from "../../../../../functions/runtime/index.ts";
import { garage } from "./domain/garage.ts";

export default projection("occupancy", { of: garage, initial: { cars: 0 } })({
  CarEntered: ({ cars }) => ({ cars: cars + 1 }),
  CarLeft: ({ cars }) => ({ cars: cars - 1 }),
});
