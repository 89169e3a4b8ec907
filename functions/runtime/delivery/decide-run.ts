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

/** A run under way: what has been decided on a copy and is not written yet. */
export interface Deciding {
  readonly run: Decided[];
  readonly outcomes: (Outcome | undefined)[];
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
export const beginRun = ({ ports: { clock } }: Worker, copy: Copy): Deciding => ({
  run: [],
  outcomes: [],
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

/** Decides one item on what stands so far; false ends the run before it. */
export async function decideNext(worker: Worker, copy: Copy, item: Item, so: Deciding): Promise<boolean> {
  const { ports, limits } = worker;
  const { envelope } = item;
  const superseded = supersession(worker, so.state, envelope);
  if (superseded) {
    so.outcomes.push(superseded);
    return true;
  }
  const again = so.run.some((other) => other.item.envelope.id === envelope.id);
  if (again || (await isAnswered(worker, copy, envelope))) {
    so.outcomes.push("duplicate");
    return true;
  }
  assertAcceptable(worker, item);
  const route = worker.route(envelope.type);
  if (!route) throw new Terminal("no-handler", `nothing here handles ${envelope.type}`, { help: "see bugle check" });
  const unrun = worker.consumer.kind === "saga" ? undefined : answerUnrun(envelope, so.state, so.place);
  const outside = route.effect !== "none" && !unrun;
  if (so.outcomes.length > 0 && (outside || so.outside)) return false;
  assertUnclaimed(worker, copy, item);
  const claim = async (): Promise<Place> => {
    await takeToken(worker, route, envelope);
    if (route.effect !== "hold") return so.place;
    so.standing = await append(worker, copy, claimOf(worker, copy, item));
    so.place = placeAfter(so.standing, ports.clock.now());
    return so.place;
  };
  const decision = unrun ?? (await route.decide(envelope, so.state, { ...so.place, version: so.version }, claim));
  const { state: _, ...written } = decision;
  so.bytes += bytesOf(written);
  if (so.run.length > 0 && so.bytes > limits.commitBytes / 2) return false;
  so.run.push({ item, decision });
  so.outcomes.push(undefined);
  so.state = worker.kind.latest ? envelope.streamversion : decision.state;
  so.version += decision.events.length;
  so.outside = outside;
  return true;
}
