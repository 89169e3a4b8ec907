import { handle } from "../../../../functions/runtime/index.ts";
import { Cash, Deposit } from "./contracts.ts";

export default handle(Cash, { sends: [Deposit] }, ({ data }) => new Deposit({ ...data, mood: "fine" }));
