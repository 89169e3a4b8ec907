import { fileURLToPath } from "node:url";
import type { Commit } from "../../../functions/runtime/commit.ts";
import { streamOf } from "../../../functions/runtime/envelope.ts";
import { type Loaded, readManifest } from "../../../functions/runtime/manifest-files.ts";
import { type Simulation, simulate } from "../../../functions/runtime/testing/index.ts";
import type { Result } from "../bank/simulate.ts";
import { SetPrice } from "./systems/quotes/contracts.ts";

export const loadQuotes = (): Promise<Loaded> => readManifest(fileURLToPath(new URL("systems", import.meta.url)));

const STOCKS = ["a", "b", "c/ü"];

const commitsOf = ({ world }: Simulation, stream: string): Commit[] =>
  world.ground.all().filter((commit) => commit.stream === stream);

/** What the subscriber has handled of one stock is in order, and ends with what was published last. */
function auditStock(simulation: Simulation, stock: string): string[] {
  const published = commitsOf(simulation, streamOf("quotes", "stock", stock)).at(-1)?.version ?? 0;
  const own = commitsOf(
    simulation,
    streamOf("quotes", "show-price-on-price-changed", streamOf("quotes", "stock", stock)),
  );
  const handled = own.flatMap(({ answers }) => answers.map(({ streamversion = 0 }) => streamversion));
  const last = handled.at(-1) ?? 0;
  return [
    ...(last === published ? [] : [`${stock} was published up to ${published} and handled up to ${last}`]),
    ...handled.flatMap((version, i) =>
      version <= (handled[i - 1] ?? 0) ? [`${stock} went back from ${handled[i - 1]} to ${version}`] : [],
    ),
  ];
}

/** One schedule: prices in bursts under faults, then healing, and the audit. */
export async function simulateQuotes(loaded: Loaded, seed: number): Promise<Result> {
  const faults = [0, 0.005, 0.02, 0.05][seed % 4] as number;
  const simulation = simulate(loaded, { seed, faults, workers: 3, limits: { conflicts: 200, warmFor: 1 } });
  const { scheduler, log, ground } = simulation.world;
  for (let burst = 0; burst < 4; burst++) {
    for (let i = 0; i < 8; i++)
      simulation.send(new SetPrice({ stock: STOCKS[Math.floor(scheduler.random() * STOCKS.length)] as string }));
    await simulation.settle();
  }
  await simulation.finish();
  const dead = await simulation.deadLetters();
  const problems = [
    ...STOCKS.flatMap((stock) => auditStock(simulation, stock)),
    ...dead.map(({ type, code }) => `${type} is dead: ${code}`),
  ];
  const superseded = log.filter(({ outcome }) => outcome === "superseded").length;
  const injected = { ...simulation.world.faults.injected, superseded };
  return { seed, problems, steps: scheduler.steps(), messages: ground.all().length, injected };
}
