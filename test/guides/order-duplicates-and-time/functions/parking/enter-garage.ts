import { handle } from "../../../../../functions/runtime/index.ts";
import { CarEntered, EnterGarage } from "./contracts.ts";
import { garage } from "./domain/garage.ts";

export default handle(EnterGarage, { state: garage, emits: [CarEntered] }, ({ data }, { inside, gone }) =>
  inside.includes(data.visitId) || gone.includes(data.visitId) ? [] : new CarEntered(data),
);
