import type { Modules } from "../modules.ts";

/** A fault put into the tavern, and what is told of it. */
export interface Case {
  readonly title: string;
  readonly changes: Modules;
  readonly told: readonly string[];
}
