import { state } from "../../../../../../functions/runtime/index.ts";
import { CarEntered, CarLeft } from "../contracts.ts";

export interface Garage {
  readonly inside: readonly string[];
  readonly gone: readonly string[];
}

const initial: Garage = { inside: [], gone: [] };

export const garage = state("garage", { key: "garage", from: [CarEntered, CarLeft], initial })({
  CarEntered: (current, { visitId }) => ({ ...current, inside: [...current.inside, visitId] }),
  CarLeft: ({ inside, gone }, { visitId }) => ({
    inside: inside.filter((other) => other !== visitId),
    gone: [...gone, visitId],
  }),
});
