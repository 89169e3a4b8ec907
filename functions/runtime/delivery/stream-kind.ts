import type { Commit } from "../commit.ts";
import type { Definition } from "../manifest.ts";
import type { StateDefinition } from "../state.ts";
import { fold } from "../state.ts";
import type { FoldCommit } from "./copy.ts";
import { foldSaga, initialSaga } from "./decide-saga.ts";
import type { Limits } from "./limits.ts";

/** How the streams of one consumer begin and fold. */
export interface StreamKind {
  readonly initial: unknown;
  readonly definition: number;
  readonly foldCommit: FoldCommit;
  /** One message each: taken for empty until the journal says otherwise, and not remembered. */
  readonly oneMessage: boolean;
  /** The last commit tells all: of each publisher's stream, the version handled last. */
  readonly latest?: true;
  /** Milliseconds after which a message is too old to be judged, and the facts that could judge it may go. */
  readonly keptFor?: number;
}

const foldState =
  (home: StateDefinition) =>
  (state: unknown, commit: Commit): unknown => {
    const before = commit.version - commit.events.length;
    return commit.events.reduce<unknown>(
      (current, event, i) => fold(home, current, { ...event, time: commit.time, version: before + i + 1 }),
      state,
    );
  };

const handledIn = ({ answers }: Commit): number =>
  answers.reduce((highest, { streamversion = 0 }) => Math.max(highest, streamversion), 0);

/** Streams of a `latest` subscriber, one per publisher's stream: their state is the version handled last. */
const latestKind = (statelessFor: number): StreamKind => ({
  initial: 0,
  definition: 1,
  foldCommit: (handled, commit) => Math.max(handled as number, handledIn(commit)),
  oneMessage: false,
  latest: true,
  keptFor: statelessFor,
});

const kept = ({ keptFor }: StateDefinition) => (keptFor === undefined ? {} : { keptFor });

export function streamKind(definition: Definition | undefined, { statelessFor }: Limits): StreamKind {
  if (definition?.is === "saga")
    return {
      initial: initialSaga(definition),
      definition: definition.version,
      foldCommit: foldSaga(definition),
      oneMessage: false,
    };
  const none = { initial: undefined, definition: 1, foldCommit: (state: unknown) => state, oneMessage: true };
  if (definition?.is === "projection") return { ...none, ...kept(definition.of) };
  if (definition?.options.latest) return latestKind(statelessFor);
  const home = definition?.options.state;
  if (!home) return { ...none, keptFor: statelessFor };
  return {
    initial: home.initial,
    definition: home.version,
    foldCommit: foldState(home),
    oneMessage: false,
    ...kept(home),
  };
}
