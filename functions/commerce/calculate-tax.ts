import { handle } from "../runtime/index.ts";
import { CalculateTax, Tax } from "./contracts.ts";
import { rateIn, taxIncluded } from "./domain/tax.ts";

export default handle(
  CalculateTax,
  { replies: Tax },
  ({ data: { orderId, country, total } }) => new Tax({ orderId, ...taxIncluded(total, rateIn(country)) }),
);
