import { on } from "../../../../functions/runtime/index.ts";
import { Deposited, Notify } from "./contracts.ts";

export default on(Deposited, { sends: [Notify] }, ({ data: { ref } }) => new Notify({ ref }));
