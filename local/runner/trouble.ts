import type { Trouble } from "./poller.ts";

const QUIET_MS = 10_000;

/** Says what went wrong in one line, the same thing at most every ten seconds: many pollers meet one fault. */
export function sayTrouble(say: (text: string) => void): Trouble {
  const last = new Map<string, number>();
  return (error) => {
    const { message = String(error), help } = error as { message?: string; help?: string };
    const text = [message || String((error as Error).name), help].filter(Boolean).join("; ");
    const now = performance.now();
    if (now - (last.get(text) ?? Number.NEGATIVE_INFINITY) < QUIET_MS) return;
    last.set(text, now);
    say(text);
  };
}
