import { on } from "../runtime/index.ts";
import { AlertRaised } from "../telemetry/contracts.ts";
import { WithdrawStock } from "./contracts.ts";
import { skusIn } from "./domain/goods.ts";

/** A device that watches over goods names them in its label `goods`; what it raises an alert about is not sold. */
export default on(AlertRaised, { sends: [WithdrawStock] }, ({ data: { labels, summary } }) =>
  skusIn(labels["goods"]).map((sku) => new WithdrawStock({ sku, reason: summary.slice(0, 200) })),
);
