import { state } from "bugle";
import { Greeted } from "../contracts.ts";

export const visitor = state("visitor", { key: "name", from: [Greeted], initial: { times: 0 } })({
  Greeted: (_, { times }) => ({ times }),
});
