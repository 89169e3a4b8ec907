import type { ProjectionDefinition } from "../projection.ts";
import type { AnswerItems } from "./answer.ts";
import { projectRun } from "./project.ts";
import { totalRun } from "./totals.ts";

/** How a read model answers. */
export const projecting = ({ total }: Pick<ProjectionDefinition, "total">): AnswerItems =>
  total ? totalRun : projectRun;
