import type { ProjectionDefinition } from "../projection.ts";
import { projectRun } from "./project.ts";
import { totalRun } from "./totals.ts";
import type { AnswerItems } from "./worker.ts";

/** How a read model answers. */
export const projecting = ({ total }: Pick<ProjectionDefinition, "total">): AnswerItems =>
  total ? totalRun : projectRun;
