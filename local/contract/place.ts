import type { ClientOptions } from "../../functions/runtime/aws/clients/options.ts";

/** Where cases run: an endpoint, and what a case needs to leave it as it was. */
export interface Place {
  readonly options: ClientOptions;
  /** Twelve digits. */
  readonly account: string;
  /** Aborted when time is up. */
  readonly signal: AbortSignal;
  /** The client of a service for this place, made once: `place.client(SQSClient)`. A fault is not tried again. */
  readonly client: <C extends { destroy(): void }>(Client: new (options: ClientOptions) => C) => C;
  /** A name that nobody else has, such as `bugle-contract-orders-3f2a9c`. */
  readonly name: (what: string) => string;
  /** Remembers how to remove what the case has made; done last first, whatever becomes of the case. */
  readonly undo: (step: () => Promise<unknown>) => void;
  /** Asks every 100 ms until it is so; answers false if it was not within `ms`. */
  readonly until: (isIt: () => Promise<boolean>, ms: number) => Promise<boolean>;
  /** ARN of a role that this service may assume, allowed these actions on these resources; made where roles count. */
  readonly role: (service: string, actions: readonly string[], resources: readonly string[]) => Promise<string>;
}
