import { handle } from "../../../../../functions/runtime/index.ts";
import { DriverFined, FineDriver } from "./contracts.ts";
import { fine } from "./domain/fine.ts";

export default handle(FineDriver, { state: fine, emits: [DriverFined] }, ({ data }, { fined }) =>
  fined ? [] : new DriverFined(data),
);
