import type { Reporter } from "./reporter.ts";

const STILL_MS = 5_000;

/** Does one step of a run, and says when it is done; says every five seconds that it is not. */
export async function step<T>(
  reporter: Reporter,
  name: string,
  work: () => Promise<T>,
  done: (result: T) => string,
): Promise<T> {
  const start = performance.now();
  const passed = () => Math.round(performance.now() - start);
  const still = setInterval(() => reporter.step(name, "still at it", passed()), STILL_MS);
  try {
    const result = await work();
    reporter.step(name, done(result), passed());
    return result;
  } finally {
    clearInterval(still);
  }
}
