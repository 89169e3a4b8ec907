import type { openPlace, PlaceNeeds } from "../../local/contract/place.ts";
import type { RunOptions } from "../../local/contract/run.ts";

/** Whose contract is run. */
export interface Target {
  /** Such as `MiniStack 1.5.33 at http://127.0.0.1:4566`. */
  readonly title: string;
  readonly product: string;
  readonly version: string;
  /** Default all of them. */
  readonly sections?: readonly string[] | undefined;
  readonly open: (signal: PlaceNeeds["signal"]) => ReturnType<typeof openPlace>;
  /** Milliseconds that a case may take, where that is another than usual. */
  readonly limit?: RunOptions["limit"];
}

export interface TargetOptions {
  readonly endpoint?: string;
  readonly aws?: true;
  readonly region?: string;
  readonly yesCreateAndDeleteResources?: true;
}
