import { BugleError } from "../../../functions/runtime/errors.ts";
import { runIn } from "../../../local/engine/run-lock.ts";
import { homeOf } from "../../../local/runner/home.ts";
import { misused } from "../../failure.ts";
import { project } from "../../project.ts";

/** Where the API is: as told, else that of the run of this folder. Throws `not-running`. */
export function apiUrl(told: string | undefined): string {
  if (told !== undefined) {
    if (URL.canParse(told) && /^https?:/.test(told)) return told;
    throw misused(`${told} is no address`, "Give it as --url http://127.0.0.1:3000.");
  }
  const { address } = runIn(homeOf(project, process.env).home) ?? {};
  if (address !== undefined) return address;
  throw new BugleError("not-running", "no local run is up that could take the rows", {
    help: "Run `npm start -- trading telemetry` in another terminal, or name the API with --url; --dry-run needs none.",
  });
}
