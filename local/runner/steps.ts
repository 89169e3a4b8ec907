import type { Colors } from "picocolors/types.js";

/** What a run says of itself, for a person or as JSON lines. */
export interface Output {
  /** One line of a step, with the seconds it took if it is done. */
  step(name: string, text: string, ms?: number): void;
  line(text: string): void;
}

const STILL_MS = 5_000;
const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;

export const textOutput = (write: (line: string) => void, colors: Colors): Output => ({
  step: (name, text, ms) =>
    write(`${colors.bold(name.padEnd(9))} ${text}${ms === undefined ? "" : colors.dim(`  ${seconds(ms)}`)}`),
  line: write,
});

export const jsonOutput = (write: (line: string) => void): Output => ({
  step: (step, text, ms) => write(JSON.stringify({ kind: "step", step, text, ...(ms !== undefined && { ms }) })),
  line: () => {},
});

/** Does one step of a run, and says that it is done; says every five seconds that it is not. */
export async function step<T>(
  output: Output,
  name: string,
  work: () => Promise<T>,
  done: (result: T) => string,
): Promise<T> {
  const start = performance.now();
  const passed = () => Math.round(performance.now() - start);
  const still = setInterval(() => output.step(name, "still at it", passed()), STILL_MS);
  try {
    const result = await work();
    output.step(name, done(result), passed());
    return result;
  } finally {
    clearInterval(still);
  }
}
