import type { Commit } from "../commit.ts";
import { Retryable, Terminal, verdictOf } from "../errors.ts";
import { isAnswered } from "./answered.ts";
import { assertUnclaimed, claimOf } from "./claim.ts";
import { bytesOf, commitOf, type Decided, placeAfter } from "./commit-run.ts";
import { advance, type Copy } from "./copy.ts";
import type { Place } from "./decision.ts";
import type { Item, Outcome } from "./item.ts";
import { snapshotIfDue } from "./snapshot.ts";
import type { Worker } from "./worker.ts";

/** What came of trying the first items of a stream: outcomes of those settled, and the error of the one that stopped it. */
export interface Run {
  readonly outcomes: readonly Outcome[];
  readonly error?: unknown;
}

/** How a kind of consumer answers the first items of a stream. */
export type AnswerItems = (worker: Worker, stream: string, items: readonly Item[]) => Promise<Run>;

/** Another commit stands in the place: `copy` is the one decided on, with that commit laid on. */
class Conflict extends Error {
  /** Absent when that commit is a claim: what has become of it must be read. */
  readonly copy: Copy | undefined;

  constructor(copy: Copy | undefined) {
    super("another commit stands there");
    this.copy = copy;
  }
}

function assertAcceptable({ ports, limits, kind }: Worker, { envelope }: Item): void {
  const skew = ports.clock.skew();
  if (skew !== undefined && Math.abs(skew) > limits.clockMargin)
    throw new Retryable({ after: 30_000, reason: `this process's clock is ${skew} ms off: it takes no work` });
  if (kind.oneMessage && ports.clock.now() - Date.parse(envelope.born) > limits.statelessFor)
    throw new Terminal("too-old", "too old to judge: whether it has been answered is no longer known", {
      help: "send it anew if it should still be done",
    });
}

/** Puts a commit and answers the copy with it; throws Conflict if another stands there. */
async function append(worker: Worker, copy: Copy, commit: Commit): Promise<Copy> {
  const { ports, limits, copies, kind } = worker;
  const bytes = bytesOf(commit);
  if (bytes > limits.commitBytes)
    throw new Terminal("commit-too-large", `the commit has ${bytes} bytes; the limit is ${limits.commitBytes}`, {
      help: "emit less at once",
    });
  // Anything but clear success makes the copy void: a lost response may have been a success.
  copies.drop(copy.stream);
  const checkedAt = ports.clock.now();
  const standing = await ports.journal.append(commit);
  // A claim of this very process whose answer was lost: it holds.
  const own = standing?.claim !== undefined && standing.claim.nonce === commit.claim?.nonce;
  if (standing && !own)
    throw new Conflict(
      standing.claim ? undefined : { ...advance(copy, [standing], kind.foldCommit), checkedAt, fresh: false },
    );
  return { ...advance(copy, [commit], (state) => state), checkedAt };
}

interface Deciding {
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

/** Decides one item on what stands so far; false ends the run before it. */
async function decideNext(worker: Worker, copy: Copy, item: Item, so: Deciding): Promise<boolean> {
  const { ports, limits } = worker;
  const { envelope } = item;
  const again = so.run.some((other) => other.item.envelope.id === envelope.id);
  if (again || (await isAnswered(worker, copy, envelope))) {
    so.outcomes.push("duplicate");
    return true;
  }
  assertAcceptable(worker, item);
  const route = worker.route(envelope.type);
  if (!route) throw new Terminal("no-handler", `nothing here handles ${envelope.type}`, { help: "see bugle check" });
  const outside = route.effect !== "none";
  if (so.outcomes.length > 0 && (outside || so.outside)) return false;
  assertUnclaimed(worker, copy, item);
  const claim = async (): Promise<Place> => {
    if (route.effect !== "hold") return so.place;
    so.standing = await append(worker, copy, claimOf(worker, copy, item));
    so.place = placeAfter(so.standing, ports.clock.now());
    return so.place;
  };
  const decision = await route.decide(envelope, so.state, { ...so.place, version: so.version }, claim);
  const { state: _, ...written } = decision;
  so.bytes += bytesOf(written);
  if (so.run.length > 0 && so.bytes > limits.commitBytes / 2) return false;
  so.run.push({ item, decision });
  so.outcomes.push(undefined);
  so.state = decision.state;
  so.version += decision.events.length;
  so.outside = outside;
  return true;
}

/** Decides on as many items as one commit may hold, then writes it; the first that fails ends the run. */
async function tryOnce(worker: Worker, copy: Copy, items: readonly Item[]) {
  const { copies, ports } = worker;
  const place = placeAfter(copy, ports.clock.now());
  const so: Deciding = {
    run: [],
    outcomes: [],
    standing: copy,
    place,
    state: copy.state,
    version: copy.version,
    bytes: 0,
    outside: false,
  };
  let error: unknown;
  try {
    for (const item of items) if (!(await decideNext(worker, copy, item, so))) break;
  } catch (thrown) {
    if (thrown instanceof Conflict) throw thrown;
    error = thrown;
  }
  const decided = so.run.map(({ decision }): Outcome => (decision.rejected ? "rejected" : "done"));
  const outcomes = so.outcomes.map((outcome) => outcome ?? (decided.shift() as Outcome));
  if (so.run.length > 0) {
    const first = so.outcomes.indexOf(undefined);
    const appended = await append(worker, so.standing, commitOf(worker, so.place, so.run)).catch((thrown: unknown) => {
      // Duplicates before the first that is to be written are answered, whatever became of the write.
      if (thrown instanceof Conflict || first === 0) throw thrown;
    });
    if (!appended) return { outcomes: outcomes.slice(0, first), error };
    copies.keep(await snapshotIfDue(worker, { ...appended, state: so.state }));
  } else if (outcomes.length > 0 && error === undefined) copies.keep(copy);
  return { outcomes, error };
}

/** A stateless effect of a message that came before may have been answered: its stream is read, not taken for empty. */
function firstLook({ copies, kind, route }: Worker, stream: string, item: Item | undefined): Promise<Copy> {
  const cameBefore = item !== undefined && (item.delivery.receives > 1 || item.delivery.redriven);
  const guarded = kind.oneMessage && cameBefore && route(item.envelope.type)?.effect !== "none";
  return copies.get(stream, guarded ? "fresh" : "warm");
}

/** Jittered, after the first conflict only: writers that meet again and again get out of step. */
export async function pause({ ports: { clock } }: Worker, round: number): Promise<void> {
  if (round > 0) await clock.sleep(clock.random() * Math.min(200, 2 ** round * 5));
}

/** A Terminal on a remembered copy may be the copy's fault; what `hold` guards is never tried twice. */
function isDoubtful(worker: Worker, error: unknown, item: Item | undefined): boolean {
  return verdictOf(error) === "terminal" && item !== undefined && worker.route(item.envelope.type)?.effect !== "hold";
}

/**
 * Answers the first items of one stream, as many as one commit takes; the caller goes on with the rest.
 * Another writer's commit is no failure: it is laid on, at a second conflict the stream is read, and the items are judged again.
 */
export async function answerRun(worker: Worker, stream: string, items: readonly Item[]): Promise<Run> {
  const { copies, limits } = worker;
  let next = () => firstLook(worker, stream, items[0]);
  const reread = () => {
    copies.drop(stream);
    return copies.get(stream, "fresh");
  };
  for (let round = 0; round < limits.conflicts; round++) {
    try {
      const copy = await next();
      const { outcomes, error } = await tryOnce(worker, copy, items);
      if (outcomes.length > 0) return { outcomes };
      if (copy.fresh || !isDoubtful(worker, error, items[0])) return { outcomes, error };
      next = reread;
    } catch (error) {
      if (!(error instanceof Conflict)) return { outcomes: [], error };
      await pause(worker, round);
      const { copy } = error;
      next = round === 0 && copy ? async () => copy : reread;
    }
  }
  return { outcomes: [], error: new Retryable({ reason: `${stream}: ${limits.conflicts} conflicts in a row` }) };
}
