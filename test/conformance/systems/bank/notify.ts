import { handle } from "../../../../functions/runtime/index.ts";
import { Notify } from "./contracts.ts";
import { provider } from "./needs.ts";

export default handle(Notify, { needs: { provider } }, async ({ key }, _, { provider }) =>
  provider.notify(key("notify")),
);
