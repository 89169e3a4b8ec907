export { at, type Given } from "./facts.ts";
export { given, type When } from "./given.ts";
export { givenEvents } from "./given-events.ts";
export { givenSaga, type Heard, rejected, timeout } from "./given-saga.ts";
export type { Outcome } from "./outcome.ts";
