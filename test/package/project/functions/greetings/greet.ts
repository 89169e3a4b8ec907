import { handle } from "bugle";
import { Greet, Greeted } from "./contracts.ts";
import { visitor } from "./domain/visitor.ts";

export default handle(
  Greet,
  { state: visitor, emits: [Greeted] },
  ({ data }, { times }) => new Greeted({ ...data, times: times + 1 }),
);
