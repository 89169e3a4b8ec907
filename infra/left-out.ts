import type { Settings } from "./settings.ts";

/** What a stage does without, each in a line that says why; a run on one's own machine tells its user. */
export const leftOut = ({ local }: Pick<Settings, "local">): string[] =>
  local
    ? [
        "the archive of public events: not every local engine has one",
        "alarms and dashboards: nobody watches them here",
      ]
    : [];
