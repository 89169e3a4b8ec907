import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { type ClientOptions, clientConfig } from "../../functions/runtime/aws/clients/options.ts";
import { closers } from "../runner/closers.ts";

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

export interface PlaceNeeds {
  readonly signal: AbortSignal;
  /** Default that of the local clouds, twelve zeros. */
  readonly account?: string | undefined;
  /** Makes a role and leaves its removal to the place; default one that is only named, since no local cloud looks. */
  readonly role?: ((place: Place, ...role: Parameters<Place["role"]>) => Promise<string>) | undefined;
}

export interface OpenedPlace {
  readonly place: Place;
  /** Removes what the case has made, last first, and answers what could not be removed. */
  readonly leave: () => Promise<unknown[]>;
}

const LOCAL_ACCOUNT = "000000000000";

/** A place for one case, with clients of its own; the time that a request may take, 30 s, is more than any case waits. */
export function openPlace(options: ClientOptions, { signal, account = LOCAL_ACCOUNT, role }: PlaceNeeds): OpenedPlace {
  const made = closers();
  const clients = clientsAt(options);
  let left = false;
  const place: Place = {
    options,
    account,
    signal,
    client: clients.client,
    name: (what) => {
      // Whatever is made is named first, so that a case given up makes no more.
      signal.throwIfAborted();
      return `bugle-contract-${what}-${randomBytes(3).toString("hex")}`;
    },
    undo: (step) => {
      if (left) void step().catch(() => {});
      else made.add(step);
    },
    until: (isIt, ms) => until(isIt, ms, signal),
    role: async (service, ...rest) =>
      role ? role(place, service, ...rest) : `arn:aws:iam::${account}:role/bugle-contract-${service}`,
  };
  const leave = async () => {
    left = true;
    const errors = await made.close();
    clients.close();
    return errors.filter((error) => !isGone(error));
  };
  return { place, leave };
}

function clientsAt(options: ClientOptions) {
  const open = new Map<unknown, { destroy(): void }>();
  const config = { ...clientConfig({ ...options, requestHandler: options.requestHandler ?? PATIENT }), maxAttempts: 1 };
  return {
    client: <C extends { destroy(): void }>(Client: new (options: ClientOptions) => C): C => {
      const client = (open.get(Client) as C | undefined) ?? new Client(config);
      open.set(Client, client);
      return client;
    },
    close: () => {
      for (const client of open.values()) client.destroy();
    },
  };
}

const PATIENT = { connectionTimeout: 5_000, requestTimeout: 30_000, throwOnRequestTimeout: true };

/** What the case has removed itself needs no removing. */
const isGone = (error: unknown): boolean =>
  error instanceof Error && /NotFound|NonExistent|DoesNotExist|NoSuch/i.test(error.name);

async function until(isIt: () => Promise<boolean>, ms: number, signal: AbortSignal): Promise<boolean> {
  const end = performance.now() + ms;
  for (;;) {
    signal.throwIfAborted();
    if (await isIt()) return true;
    if (performance.now() >= end) return false;
    await pause(100, undefined, { signal });
  }
}
