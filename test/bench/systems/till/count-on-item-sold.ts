import { on } from "../../../../functions/runtime/index.ts";
import { ItemSold } from "./contracts.ts";

export default on(ItemSold, { delivery: "at-most-once" }, () => undefined);
