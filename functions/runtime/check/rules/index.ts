import type { Rule } from "../finding.ts";
import { answersAreAwaited } from "./answers-are-awaited.ts";
import { atMostOnce } from "./at-most-once.ts";
import { attempts } from "./attempts.ts";
import { awaitedReplies } from "./awaited-replies.ts";
import { callerKeys } from "./caller-keys.ts";
import { eagerSends } from "./eager-sends.ts";
import { effects } from "./effects.ts";
import { emitsAreFolded } from "./emits-are-folded.ts";
import { emitsNeedState } from "./emits-need-state.ts";
import { emittedEvents } from "./emitted-events.ts";
import { exhausted } from "./exhausted.ts";
import { fileNames } from "./file-names.ts";
import { foldsAreFed } from "./folds-are-fed.ts";
import { foldsAreWhole } from "./folds-are-whole.ts";
import { heardOnce } from "./heard-once.ts";
import { keys } from "./keys.ts";
import { kindsFit } from "./kinds-fit.ts";
import { knownContracts } from "./known-contracts.ts";
import { latest } from "./latest.ts";
import { loops } from "./loops.ts";
import { moods } from "./moods.ts";
import { oneHandler } from "./one-handler.ts";
import { ownEvents } from "./own-events.ts";
import { privateEvents } from "./private-events.ts";
import { projectedStates } from "./projected-states.ts";
import { publicEvents } from "./public-events.ts";
import { rates } from "./rates.ts";
import { sagasStart } from "./sagas-start.ts";
import { sharedQueues } from "./shared-queues.ts";
import { statesAreOne } from "./states-are-one.ts";
import { streamsHaveOneOwner } from "./streams-have-one-owner.ts";
import { topicsNeedAnApi } from "./topics-need-an-api.ts";
import { uniqueContracts } from "./unique-contracts.ts";
import { uniqueNames } from "./unique-names.ts";
import { waitsEnd } from "./waits-end.ts";

/** Every rule by its name: first what may be said, then who says and hears it, then how. */
export const rules: Readonly<Record<string, Rule>> = {
  "unique-contracts": uniqueContracts,
  moods,
  "public-events": publicEvents,
  "known-contracts": knownContracts,
  "kinds-fit": kindsFit,
  "folds-are-whole": foldsAreWhole,
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
  "eager-sends": eagerSends,
  attempts,
  exhausted,
  rates,
  "at-most-once": atMostOnce,
  latest,
  "heard-once": heardOnce,
  "shared-queues": sharedQueues,
  "sagas-start": sagasStart,
  "waits-end": waitsEnd,
  "answers-are-awaited": answersAreAwaited,
  "awaited-replies": awaitedReplies,
  loops,
  "topics-need-an-api": topicsNeedAnApi,
  "caller-keys": callerKeys,
};
