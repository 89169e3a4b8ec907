interface Details {
  /** One sentence that says what to do. */
  help?: string;
  cause?: unknown;
}

/** Every error of Bugle: told apart by `code`, never by class, since a reload or a second copy makes other classes. */
export class BugleError extends Error {
  readonly code: string;
  readonly help: string;

  constructor(code: string, message: string, { help = "", cause }: Details = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = code;
    this.code = code;
    this.help = help;
  }
}

/** What a refusal is about, as the domain chooses: few and short values, since they are kept as long as the facts. */
export type About = Readonly<Record<string, string | number>>;

/**
 * The domain says no: an answer that is committed and told to the sender, not a fault, and never retried.
 * Of the message the journal keeps its id and type alone, and `about`, which `logbook` tells later: name in it whom and what was refused.
 */
export class Rejected extends BugleError {
  readonly verdict = "rejected";
  readonly about?: About;

  constructor(code: string, message: string, { about, ...details }: Details & { about?: About } = {}) {
    super(code, message, details);
    if (about) this.about = about;
  }
}

/** No retry mends it: the message goes to the dead-letter queue now, with this reason. */
export class Terminal extends BugleError {
  readonly verdict = "terminal";
}

/** Not yet: the message comes back `after` milliseconds (default 1,000); waiting is bounded by age (24 h), not counted. */
export class Retryable extends BugleError {
  readonly verdict = "retryable";
  readonly after: number;

  constructor({ after = 1_000, reason = "not yet", ...details }: Details & { after?: number; reason?: string } = {}) {
    super("retryable", reason, details);
    this.after = after;
  }
}

/** Data that its contract's schema refuses; `issues` names each field and reason. */
export class InvalidMessage extends BugleError {
  readonly issues: readonly { path: string; message: string }[];

  constructor(type: string, issues: readonly { path: string; message: string }[]) {
    const list = issues.map(({ path, message }) => `${path || "data"}: ${message}`).join("; ");
    super("invalid-message", `${type} is not valid: ${list}`, { help: "send data that fits the contract's schema" });
    this.issues = issues;
  }
}

export type Verdict = "rejected" | "terminal" | "retryable" | "failed";

/** What an error thrown by a handler means for its message; anything unknown is `failed`: retried and counted. */
export const verdictOf = (error: unknown): Verdict => {
  const verdict = (error as { verdict?: unknown } | null | undefined)?.verdict;
  return verdict === "rejected" || verdict === "terminal" || verdict === "retryable" ? verdict : "failed";
};
