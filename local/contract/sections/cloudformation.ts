import type { Section } from "../case.ts";
import { across } from "./cloudformation/across.ts";
import { everyType } from "./cloudformation/every-type.ts";
import { mappings } from "./cloudformation/mappings.ts";
import { resources } from "./cloudformation/resources.ts";
import { stacks } from "./cloudformation/stacks.ts";

export const cloudformation: Section = {
  name: "cloudformation",
  cases: [...stacks, ...across, ...resources, ...mappings, everyType],
};
