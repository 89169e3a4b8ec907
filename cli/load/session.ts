import { BugleError } from "../../functions/runtime/errors.ts";
import { printable } from "../printable.ts";
import { codeOf, stopped } from "./send/errors.ts";
import { percent, showProgress } from "./send/progress.ts";

/** One run of a loader, as a person sees it. */
export interface Session {
  readonly signal: AbortSignal;
  /** Prints a line or several. */
  say(text: string): void;
  /** Told how many bytes have been read of how many. Throws `interrupted` after Ctrl-C. */
  reading(bytes: number, size: number): void;
  /** Told how far the sending is; the reading is no longer shown. */
  sending(done: number, whole: number, what: string): void;
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

function sessionOf(signal: AbortSignal, progress: ReturnType<typeof showProgress>, onSending: () => void): Session {
  let isSending = false;
  return {
    signal,
    say: (text) => {
      progress.hide();
      process.stdout.write(`${printable(text)}\n`);
    },
    reading: (bytes, size) => {
      if (signal.aborted) throw stopped();
      if (!isSending) progress.say(`reading, ${percent(bytes, size)}`);
    },
    sending: (done, whole, what) => {
      isSending = true;
      onSending();
      progress.say(`${done} of ${whole} ${what}, ${percent(done, whole)}`);
    },
  };
}

/** What is told of work that has not come to its end. */
export interface Unfinished {
  /** How far it came, such as `1000 rows were accepted`. */
  readonly soFar: () => string;
  /** What becomes of it if the command is given again. */
  readonly again: string;
}

const explained = (error: unknown, soFar: string): BugleError => {
  const { code = "failed", message = String(error), help } = error as Partial<BugleError>;
  return new BugleError(code, `${message}; ${soFar}`, { help, cause: error });
};

/** Runs work that Ctrl-C ends: then it is said how far it came, and the exit code is 130. A failure after the first sending says so too. */
export async function inSession(
  work: (session: Session) => Promise<void>,
  { soFar, again }: Unfinished,
): Promise<void> {
  const interruption = new AbortController();
  const progress = showProgress();
  const abort = () => interruption.abort();
  let hasSent = false;
  const onSending = () => {
    hasSent = true;
  };
  for (const signal of SIGNALS) process.once(signal, abort);
  try {
    await work(sessionOf(interruption.signal, progress, onSending));
  } catch (error) {
    if (codeOf(error) !== "interrupted") throw hasSent ? explained(error, soFar()) : error;
    progress.hide();
    process.stderr.write(`interrupted: ${soFar()}; ${again}\n`);
    process.exitCode = 130;
  } finally {
    progress.end();
    for (const signal of SIGNALS) process.removeListener(signal, abort);
  }
}
