export { command, document, event, type MessageOf, Rejection } from "./contract.ts";
export { InvalidMessage, Rejected, Retryable, Terminal } from "./errors.ts";
export { handle, on, type Received } from "./handler.ts";
export { cancel, later } from "./later.ts";
export { config, email, need, type Services } from "./needs.ts";
export { projection, totals } from "./projection.ts";
export { saga } from "./saga.ts";
export { state } from "./state.ts";
export { things } from "./things.ts";
