import type { Loaded } from "../manifest-files.ts";
import type { Finding, Rule } from "./finding.ts";
import { landscapeOf } from "./landscape.ts";
import { answersAreAwaited } from "./rules/answers-are-awaited.ts";
import { atMostOnce } from "./rules/at-most-once.ts";
import { attempts } from "./rules/attempts.ts";
import { awaitedReplies } from "./rules/awaited-replies.ts";
import { effects } from "./rules/effects.ts";
import { emitsAreFolded } from "./rules/emits-are-folded.ts";
import { emitsNeedState } from "./rules/emits-need-state.ts";
import { emittedEvents } from "./rules/emitted-events.ts";
import { fileNames } from "./rules/file-names.ts";
import { foldsAreFed } from "./rules/folds-are-fed.ts";
import { keys } from "./rules/keys.ts";
import { knownContracts } from "./rules/known-contracts.ts";
import { loops } from "./rules/loops.ts";
import { moods } from "./rules/moods.ts";
import { oneHandler } from "./rules/one-handler.ts";
import { ownEvents } from "./rules/own-events.ts";
import { privateEvents } from "./rules/private-events.ts";
import { projectedStates } from "./rules/projected-states.ts";
import { publicEvents } from "./rules/public-events.ts";
import { sagasStart } from "./rules/sagas-start.ts";
import { statesAreOne } from "./rules/states-are-one.ts";
import { streamsHaveOneOwner } from "./rules/streams-have-one-owner.ts";
import { uniqueContracts } from "./rules/unique-contracts.ts";
import { uniqueNames } from "./rules/unique-names.ts";
import { waitsEnd } from "./rules/waits-end.ts";

export type { Finding } from "./finding.ts";
export { loadAndCheck } from "./load.ts";

/** Every rule by its name: first what may be said, then who says and hears it, then how. */
export const rules: Readonly<Record<string, Rule>> = {
  "unique-contracts": uniqueContracts,
  moods,
  "public-events": publicEvents,
  "known-contracts": knownContracts,
  "one-handler": oneHandler,
  "emitted-events": emittedEvents,
  "own-events": ownEvents,
  "private-events": privateEvents,
  "unique-names": uniqueNames,
  "file-names": fileNames,
  "states-are-one": statesAreOne,
  "streams-have-one-owner": streamsHaveOneOwner,
  "emits-need-state": emitsNeedState,
  "emits-are-folded": emitsAreFolded,
  "folds-are-fed": foldsAreFed,
  "projected-states": projectedStates,
  keys,
  effects,
  attempts,
  "at-most-once": atMostOnce,
  "sagas-start": sagasStart,
  "waits-end": waitsEnd,
  "answers-are-awaited": answersAreAwaited,
  "awaited-replies": awaitedReplies,
  loops,
};

/**
 * Judges what was loaded by every rule; reads nothing and runs no handler.
 * `sentByApis` names the commands that may come from outside; without it, a system with an API may be sent any.
 */
export function check(loaded: Loaded, sentByApis?: ReadonlySet<string>): Finding[] {
  const landscape = landscapeOf(loaded, sentByApis);
  return Object.entries(rules).flatMap(([rule, find]) => find(landscape).map((fault) => ({ rule, ...fault })));
}
