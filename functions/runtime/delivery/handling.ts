import type { Consumer } from "../manifest.ts";
import { answerRun } from "./answer.ts";
import { runAtMostOnce } from "./at-most-once.ts";
import type { AnswerItems } from "./worker.ts";

/** How a handler, a subscriber or a saga answers. */
export const handling = ({ handlers }: Consumer): AnswerItems =>
  handlers[0]?.effect === "at-most-once" ? runAtMostOnce : answerRun;
