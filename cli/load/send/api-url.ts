import { BugleError } from "../../../functions/runtime/errors.ts";
import { runIn } from "../../../local/engine/run-lock.ts";
import { homeOf } from "../../../local/runner/home.ts";
import { misused } from "../../failure.ts";
import { project } from "../../project.ts";

interface Wanted {
  /** What the run is to do, such as `that could take the rows`. */
  readonly wanted: string;
  /** What can be done without a run. */
  readonly help?: string;
}

/** For a loader. */
export const TAKES_ROWS: Wanted = { wanted: "that could take the rows", help: "; --dry-run needs none" };

/** Where the API is: as told, else that of the run of this folder. Throws `not-running`, with what else helps in `help`. */
export function apiUrl(told: string | undefined, { wanted, help = "" }: Wanted): string {
  if (told !== undefined) {
    if (URL.canParse(told) && /^https?:/.test(told)) return told;
    throw misused(`${told} is no address`, "Give it as --url http://127.0.0.1:3000.");
  }
  const { address } = runIn(homeOf(project, process.env).home) ?? {};
  if (address !== undefined) return address;
  throw new BugleError("not-running", `no local run is up ${wanted}`, {
    help: `Run \`npm start -- trading telemetry\` in another terminal, or name the API with --url${help}.`,
  });
}
