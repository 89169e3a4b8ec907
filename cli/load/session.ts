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

function sessionOf(signal: AbortSignal, progress: ReturnType<typeof showProgress>): Session {
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
      progress.say(`${done} of ${whole} ${what}, ${percent(done, whole)}`);
    },
  };
}

/** Runs work that Ctrl-C ends: then it is said how far it came, and the exit code is 130. */
export async function inSession(work: (session: Session) => Promise<void>, soFar: () => string): Promise<void> {
  const interruption = new AbortController();
  const progress = showProgress();
  const abort = () => interruption.abort();
  for (const signal of SIGNALS) process.once(signal, abort);
  try {
    await work(sessionOf(interruption.signal, progress));
  } catch (error) {
    if (codeOf(error) !== "interrupted") throw error;
    progress.hide();
    process.stderr.write(`interrupted: ${soFar()}; loading the file again is harmless\n`);
    process.exitCode = 130;
  } finally {
    progress.end();
    for (const signal of SIGNALS) process.removeListener(signal, abort);
  }
}
