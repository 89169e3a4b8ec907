import { handle } from "../runtime/index.ts";
import { AlertClosed, CloseAlert } from "./contracts.ts";
import { alert } from "./domain/alert.ts";

export default handle(CloseAlert, { state: alert, emits: [AlertClosed] }, ({ data }, { status }) =>
  status === "closed" ? [] : new AlertClosed(data),
);
