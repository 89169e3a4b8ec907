import { state } from "../../../../../../functions/runtime/index.ts";
import { StormSighted, WindReported } from "../contracts.ts";

const DAY = 24 * 3_600_000;

export const hour = state("hour", {
  key: "span",
  from: [WindReported, StormSighted],
  initial: { strongest: 0 },
  keptFor: 30 * DAY,
})({
  WindReported: ({ strongest }, { wind }) => ({ strongest: Math.max(strongest, wind) }),
  StormSighted: (current) => current,
});
