import type { Loaded } from "../manifest-files.ts";
import type { Finding } from "./finding.ts";
import { landscapeOf } from "./landscape.ts";
import { rules } from "./rules/index.ts";

/**
 * Judges what was loaded by every rule; reads nothing and runs no handler.
 * `sentByApis` names the commands that may come from outside; without it, a system with an API may be sent any.
 */
export function check(loaded: Loaded, sentByApis?: ReadonlySet<string>): Finding[] {
  const landscape = landscapeOf(loaded, sentByApis);
  return Object.entries(rules).flatMap(([rule, find]) => find(landscape).map((fault) => ({ rule, ...fault })));
}
