import { state } from "../../../../../../functions/runtime/index.ts";
import { DriverFined } from "../contracts.ts";

export interface Fine {
  readonly fined: boolean;
}

const initial: Fine = { fined: false };

export const fine = state("fine", { key: "visitId", from: [DriverFined], initial })({
  DriverFined: () => ({ fined: true }),
});
