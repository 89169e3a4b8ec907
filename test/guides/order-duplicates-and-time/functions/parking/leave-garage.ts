import { handle, Rejected } from "../../../../../functions/runtime/index.ts";
import { CarLeft, LeaveGarage } from "./contracts.ts";
import { garage } from "./domain/garage.ts";

export default handle(LeaveGarage, { state: garage, emits: [CarLeft] }, ({ data }, { inside, gone }) => {
  if (gone.includes(data.visitId)) return [];
  if (!inside.includes(data.visitId))
    throw new Rejected("not-inside", "this car is not in the garage", { help: "look at the ticket" });
  return new CarLeft(data);
});
