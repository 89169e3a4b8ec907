import { totals } from "../runtime/index.ts";
import type { RolloutInstallFinished } from "./contracts.ts";
import { mailbox } from "./domain/mailbox.ts";

type Outcome = RolloutInstallFinished["data"]["outcome"];
type Counts = Readonly<Partial<Record<Outcome | "asked", number>>>;

/** How many devices of a rollout were asked for a version, and how that ended. */
export interface RolloutInstalls {
  readonly versions: Readonly<Record<string, Counts>>;
}

const initial: RolloutInstalls = { versions: {} };

const add = (row: RolloutInstalls, version: string, what: Outcome | "asked", change: number): RolloutInstalls => {
  const counts = Object.hasOwn(row.versions, version) ? row.versions[version] : undefined;
  return { versions: { ...row.versions, [version]: { ...counts, [what]: (counts?.[what] ?? 0) + change } } };
};

export default totals("rollout-installs", {
  of: mailbox,
  total: (data) => ("rolloutId" in data && data.rolloutId !== undefined ? data.rolloutId : []),
  initial,
})({
  FirmwareRequested: (row, { version }) => add(row, version, "asked", 1),
  RolloutInstallFinished: (row, { version, outcome, instead }) => {
    const counted = add(row, version, outcome, 1);
    return instead ? add(counted, version, instead, -1) : counted;
  },
});
