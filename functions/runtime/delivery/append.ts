import type { Commit } from "../commit.ts";
import { Terminal } from "../errors.ts";
import { bytesOf } from "./commit-run.ts";
import { advance, type Copy } from "./copy.ts";
import type { Worker } from "./worker.ts";

/** Another commit stands in the place: `copy` is the one decided on, with that commit laid on. */
export class Conflict extends Error {
  /** Absent when that commit is a claim: what has become of it must be read. */
  readonly copy: Copy | undefined;

  constructor(copy: Copy | undefined) {
    super("another commit stands there");
    this.copy = copy;
  }
}

/** Puts a commit and answers the copy with it; throws Conflict if another stands there. */
export async function append(worker: Worker, copy: Copy, commit: Commit): Promise<Copy> {
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
