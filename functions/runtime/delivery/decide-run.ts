import { Retryable, Terminal } from "../errors.ts";
import { isAnswered } from "./answered.ts";
import { append } from "./append.ts";
import { assertUnclaimed, claimOf } from "./claim.ts";
import { bytesOf, type Decided, placeAfter } from "./commit-run.ts";
import type { Copy } from "./copy.ts";
import type { Place } from "./decision.ts";
import type { Item, Outcome } from "./item.ts";
import { supersession } from "./latest.ts";
import { takeToken } from "./rate.ts";
import { answerUnrun } from "./rejection.ts";
import { assertYoung } from "./retention.ts";
import type { Worker } from "./worker.ts";

/** What has been decided on a copy and is not written yet. */
export interface Draft {
  readonly run: Decided[];
  /** What comes of each item looked at so far: of those in the run once it is written. */
  readonly outcomes: Outcome[];
  /** How many items before the first of the run need no write. */
  unwritten: number;
  /** The copy the run's commit follows on: the one read, or one with a claim laid on. */
  standing: Copy;
  place: Place;
  state: unknown;
  version: number;
  bytes: number;
  /** The run holds an item with an outside effect: nothing folds with it. */
  outside: boolean;
}

/** Nothing decided yet. */
export const beginDraft = ({ ports: { clock } }: Worker, copy: Copy): Draft => ({
  run: [],
  outcomes: [],
  unwritten: 0,
  standing: copy,
  place: placeAfter(copy, clock.now()),
  state: copy.state,
  version: copy.version,
  bytes: 0,
  outside: false,
});

function assertAcceptable(worker: Worker, { envelope }: Item): void {
  const { ports, limits } = worker;
  const skew = ports.clock.skew();
  if (skew !== undefined && Math.abs(skew) > limits.clockMargin)
    throw new Retryable({ after: 30_000, reason: `this process's clock is ${skew} ms off: it takes no work` });
  assertYoung(worker, envelope);
}

/** What comes of an item that need not run. */
async function withoutRunning(
  worker: Worker,
  copy: Copy,
  { envelope }: Item,
  draft: Draft,
): Promise<Outcome | undefined> {
  const superseded = supersession(worker, draft.state, envelope);
  if (superseded) return superseded;
  const again = draft.run.some(({ item }) => item.envelope.id === envelope.id);
  return again || (await isAnswered(worker, copy, envelope)) ? "duplicate" : undefined;
}

/** Decides one item on what stands so far; false ends the run before it. */
export async function decideNext(worker: Worker, copy: Copy, item: Item, draft: Draft): Promise<boolean> {
  const { ports, limits } = worker;
  const { envelope } = item;
  const settled = await withoutRunning(worker, copy, item, draft);
  if (settled) {
    draft.outcomes.push(settled);
    return true;
  }
  assertAcceptable(worker, item);
  const route = worker.route(envelope.type);
  if (!route) throw new Terminal("no-handler", `nothing here handles ${envelope.type}`, { help: "see bugle check" });
  const unrun = worker.consumer.kind === "saga" ? undefined : answerUnrun(envelope, draft.state, draft.place);
  const outside = route.effect !== "none" && !unrun;
  if (draft.outcomes.length > 0 && (outside || draft.outside)) return false;
  assertUnclaimed(worker, copy, item);
  const claim = async (): Promise<Place> => {
    await takeToken(worker, route, envelope);
    if (route.effect !== "hold") return draft.place;
    draft.standing = await append(worker, copy, claimOf(worker, copy, item));
    draft.place = placeAfter(draft.standing, ports.clock.now());
    return draft.place;
  };
  const decision =
    unrun ?? (await route.decide(envelope, draft.state, { ...draft.place, version: draft.version }, claim));
  const { state: _, ...written } = decision;
  draft.bytes += bytesOf(written);
  if (draft.run.length > 0 && draft.bytes > limits.commitBytes / 2) return false;
  if (draft.run.length === 0) draft.unwritten = draft.outcomes.length;
  draft.run.push({ item, decision });
  draft.outcomes.push(decision.rejected ? "rejected" : "done");
  draft.state = worker.kind.latest ? envelope.streamversion : decision.state;
  draft.version += decision.events.length;
  draft.outside = outside;
  return true;
}
