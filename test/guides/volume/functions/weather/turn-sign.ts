import { handle } from "../../../../../functions/runtime/index.ts";
import { TurnSign } from "./contracts.ts";

export default handle(TurnSign, {}, () => undefined);
