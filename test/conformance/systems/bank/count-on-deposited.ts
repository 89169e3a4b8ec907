import { on } from "../../../../functions/runtime/index.ts";
import { Deposited } from "./contracts.ts";

export default on(Deposited, { delivery: "at-most-once" }, () => undefined);
