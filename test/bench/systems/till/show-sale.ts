import { handle } from "../../../../functions/runtime/index.ts";
import { ShowSale } from "./contracts.ts";

export default handle(ShowSale, {}, () => undefined);
