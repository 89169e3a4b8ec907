import { on } from "bugle";
import { Greeted } from "./contracts.ts";

export default on(Greeted, {}, () => undefined);
