import { on } from "../../../../../functions/runtime/index.ts";
import { PriceChanged } from "./contracts.ts";

export default on(PriceChanged, { latest: true }, () => undefined);
