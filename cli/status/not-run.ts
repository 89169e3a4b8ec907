import type { LockHolder } from "../../local/setup/lock.mjs";

/** Which systems wait until a run is of them too. Without a run, or with handlers that the engine itself runs, nobody can tell. */
export function notRunBy(run: Pick<LockHolder, "mode" | "systems"> | undefined, systems: readonly string[]): string[] {
  const running = run?.mode === "runner" ? run.systems : undefined;
  return running === undefined ? [] : systems.filter((name) => !running.includes(name));
}
