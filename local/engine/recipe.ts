import type { EngineFolders } from "./environment.ts";

export interface LaunchOptions {
  readonly root: string;
  readonly port: number;
  /** The folder of what the set-up has installed. */
  readonly installed: string;
  readonly state: string;
  readonly env: NodeJS.ProcessEnv;
}

/** How one product is run. */
export interface Recipe {
  /** The part of the set-up that installs it. */
  readonly part: "python" | "localstack";
  /** Its virtual environment, from the folder of installations on. */
  readonly venv: string;
  readonly launcher: string;
  /** Whether what it holds is there again after a restart. */
  readonly keepsData: boolean;
  /** How long it may take to be healthy, and to end. */
  readonly startMs: number;
  readonly stopMs: number;
  /** Makes what it needs in its folders; answers its whole environment. */
  readonly prepare: (options: LaunchOptions, folders: EngineFolders) => Promise<Record<string, string>>;
}
