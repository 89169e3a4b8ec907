import type { Listeners } from "../../functions/runtime/edge/journey.ts";
import type { Loaded } from "../../functions/runtime/manifest-files.ts";
import type { Trace } from "../../functions/runtime/ports.ts";
import type { LocalError } from "../engine/errors.ts";
import type { Closers } from "./closers.ts";
import type { Trouble } from "./poller.ts";
import type { Reporter } from "./reporter.ts";

export interface BringUpOptions {
  /** The checkout. */
  readonly root: string;
  /** Folder of the systems. */
  readonly functions: string;
  /** Names of those that run; absent: all. */
  readonly systems?: readonly string[] | undefined;
  readonly state: string;
  readonly env: NodeJS.ProcessEnv;
  /** The engine by name; undefined: the one of BUGLE_ENGINE, else MiniStack. */
  readonly engine?: string | undefined;
  readonly reporter: Reporter;
  readonly trouble: Trouble;
  /** Learns how to stop each thing that was started. */
  readonly closers: Closers;
  /** Ends what is being brought up. */
  readonly signal: AbortSignal;
}

export type Fetch = (request: Request) => Response | Promise<Response>;

/** What a run stands on once everything is up: the engine, or memory. */
export interface Ground {
  /** Names of the systems. */
  readonly systems: readonly string[];
  /** The HTTP faces of all systems. */
  readonly fetch: Fetch;
  /** Where journeys are noted. */
  readonly trace: Trace;
  readonly listeners: Listeners;
  /**
   * Lets code that was read anew answer from now on; what is under way ends with the code it began with.
   * Throws and leaves everything as it was if the code does not fit; absent where another process runs the code.
   */
  readonly adopt?: (loaded: Loaded) => Promise<void>;
}

/** Brings a ground up; `lost` is told when what it stands on is gone. */
export type BringUp = (options: BringUpOptions, lost: (error: LocalError) => void) => Promise<Ground>;
