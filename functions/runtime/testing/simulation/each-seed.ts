import { BugleError } from "../../errors.ts";

/**
 * Runs one schedule after another, seeds 1 to `seeds`, or those given; the first that fails ends it.
 * Throws `bad-schedule`, which names the seed: give that seed alone to see the same run again.
 */
export async function eachSeed(
  seeds: number | readonly number[],
  run: (seed: number) => void | Promise<void>,
): Promise<void> {
  const all = typeof seeds === "number" ? Array.from({ length: seeds }, (_, i) => i + 1) : seeds;
  for (const seed of all) {
    try {
      await run(seed);
    } catch (cause) {
      const { message } = cause as Error;
      throw new BugleError("bad-schedule", `seed ${seed}: ${message}`, { help: "run this seed alone again", cause });
    }
  }
}
