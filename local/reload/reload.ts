import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import type { Loaded } from "../../functions/runtime/manifest-files.ts";
import { LocalError } from "../engine/errors.ts";
import type { Closers } from "../runner/closers.ts";
import type { Ground } from "../runner/ground.ts";
import { readSystems } from "../runner/read-systems.ts";
import type { Reporter } from "../runner/reporter.ts";
import { openGenerations } from "./generations.ts";
import { watchFiles } from "./watch-files.ts";

export interface ReloadOptions {
  /** Folder of the systems. */
  readonly functions: string;
  /** Names of those that run; absent: all. */
  readonly systems?: readonly string[] | undefined;
  /** Folders that a run reads once. */
  readonly readOnce: readonly string[];
  readonly ground: Ground;
  readonly reporter: Reporter;
  readonly closers: Closers;
  readonly signal: AbortSignal;
}

/** Editors write a file, sync it, then set its permissions: what comes so soon with the same error is the same save. */
const SAME_SAVE_MS = 1_000;

type Saved = (files: readonly string[]) => void;

const isRuntime = (file: string): boolean => file.startsWith("runtime/");

/** A system that runs and has no contracts any more would be none; throws LocalError `contracts-gone`. */
function refuseLoss(functions: string, systems: readonly string[]): void {
  const gone = systems.map((name) => `${name}/contracts.ts`).filter((file) => !existsSync(join(functions, file)));
  if (gone.length === 0) return;
  throw new LocalError({
    code: "contracts-gone",
    message: `${gone.join(", ")} ${gone.length === 1 ? "is" : "are"} gone.`,
    help: "Put it back, or restart to go on without that system.",
  });
}

/** Reads the systems anew and puts them to work, one save after the other. */
function reloading(
  { functions, systems: names, ground, reporter, closers, signal }: ReloadOptions,
  adopt: (loaded: Loaded) => Promise<void>,
): Saved {
  const generations = openGenerations(functions);
  closers.add(generations.close);
  let { systems } = ground;
  let turn: Promise<void> = Promise.resolve();

  let told = { text: "", saved: 0 };

  const tell = (text: string, saved: number): void => {
    const isSame = text === told.text && saved - told.saved < SAME_SAVE_MS;
    told = { text, saved };
    if (!isSame && !signal.aborted) reporter.trouble(text);
  };

  const reload = async (files: readonly string[], saved: number): Promise<void> => {
    const since = performance.now();
    try {
      refuseLoss(functions, systems);
      generations.next();
      const loaded = await readSystems(functions, names);
      await adopt(loaded);
      systems = loaded.manifest.systems.map(({ name }) => name);
      told = { text: "", saved };
      reporter.step("reload", files.join(", "), Math.round(performance.now() - since));
    } catch (error) {
      const { message, help } = error as Partial<LocalError>;
      const advice = [help, "The old code goes on."].filter(Boolean).join(" ");
      tell(`${message}\n${advice}`, saved);
    }
  };

  return (files) => {
    const saved = performance.now();
    turn = turn.then(() => reload(files, saved));
  };
}

/** Takes up what is saved in the systems' folder; what cannot be taken up is said, and the old code goes on. */
export function reloadOnSave(options: ReloadOptions): void {
  const { functions, readOnce, ground, reporter, closers } = options;
  const restart: Saved = (files) =>
    reporter.trouble(`${files.join(", ")} ${files.length === 1 ? "has" : "have"} changed: restart to take that up.`);
  const reload = ground.adopt ? reloading(options, ground.adopt) : restart;

  const watchOver = (folder: string, saved: Saved): void => {
    const failed = ({ message }: Error) =>
      reporter.trouble(`${folder} is watched no more (${message}): restart to take edits up.`);
    closers.add(watchFiles(folder, saved, failed));
  };
  watchOver(functions, (files) => {
    const { once = [], anew = [] } = Object.groupBy(files, (file) => (isRuntime(file) ? "once" : "anew"));
    if (once.length > 0) restart(once);
    if (anew.length > 0) reload(anew);
  });
  for (const folder of readOnce.filter((each) => existsSync(each)))
    watchOver(folder, (files) => restart(files.map((file) => `${basename(folder)}/${file}`)));
}
