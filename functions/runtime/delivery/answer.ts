import { isNamed } from "../envelope.ts";
import { Retryable, verdictOf } from "../errors.ts";
import { append, Conflict } from "./append.ts";
import { commitOf } from "./commit-run.ts";
import type { Copy } from "./copy.ts";
import { beginDraft, decideNext } from "./decide-run.ts";
import { sendEarly } from "./early.ts";
import type { Item } from "./item.ts";
import { snapshotIfDue } from "./snapshot.ts";
import type { Run, Worker } from "./worker.ts";

/** Decides on as many items as one commit may hold, then writes it; the first that fails ends the run. */
async function tryOnce(worker: Worker, copy: Copy, items: readonly Item[]): Promise<Run> {
  const { copies } = worker;
  const draft = beginDraft(worker, copy);
  const { run, outcomes } = draft;
  let error: unknown;
  try {
    for (const item of items) if (!(await decideNext(worker, copy, item, draft))) break;
  } catch (thrown) {
    if (thrown instanceof Conflict) throw thrown;
    error = thrown;
  }
  if (run.length > 0) {
    const commit = commitOf(worker, draft.place, run);
    const appended = await append(worker, draft.standing, commit).catch((thrown: unknown) => {
      // What needs no write is answered, whatever became of the write.
      if (thrown instanceof Conflict || draft.unwritten === 0) throw thrown;
    });
    if (!appended) return { outcomes: outcomes.slice(0, draft.unwritten), error };
    await sendEarly(worker, commit, run);
    copies.keep(await snapshotIfDue(worker, { ...appended, state: draft.state }));
  } else if (outcomes.length > 0 && error === undefined) copies.keep(copy);
  return { outcomes, error };
}

/** Whether a message may have been answered where a remembered copy, or none, does not tell: it came before, or can be cancelled. */
function mayBeAnswered({ kind }: Worker, { delivery, envelope }: Item): boolean {
  const cameBefore = delivery.receives > 1 || delivery.redriven;
  return (kind.oneMessage && cameBefore) || (isNamed(envelope.id) && !envelope.cancelled);
}

/** Before an outside effect of a message that may have been answered the stream is read. */
function firstLook(worker: Worker, stream: string, item: Item | undefined): Promise<Copy> {
  const { copies, route } = worker;
  const guarded = item && mayBeAnswered(worker, item) && route(item.envelope.type)?.effect !== "none";
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
