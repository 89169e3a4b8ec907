export { type Loaded, readManifest } from "../manifest-files.ts";
export { at, type Given } from "./facts.ts";
export { given, type When } from "./given.ts";
export { givenEvents } from "./given-events.ts";
export { givenSaga, type Heard, rejected, timeout } from "./given-saga.ts";
export type { Outcome } from "./outcome.ts";
export { eachSeed } from "./simulation/each-seed.ts";
export {
  type DeadLetter,
  type Line,
  type Simulation,
  type SimulationOptions,
  simulate,
} from "./simulation/simulate.ts";
