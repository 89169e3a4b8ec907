import type { EventContract, Message } from "../contract.ts";
import type { Envelope } from "../envelope.ts";
import { commandEnvelope, sendCommands, tokenOf } from "./command-envelope.ts";
import type { EdgeContext } from "./edge.ts";
import { wasRefused } from "./freed.ts";
import { remember } from "./idempotency.ts";
import { writeToken } from "./token.ts";
import { traceRequest } from "./trace-request.ts";

/** Where the outcome will be seen, and what the caller is told besides: the ids, as a rule. */
export interface Place {
  readonly location: string;
  readonly ids: Readonly<Record<string, unknown>>;
}

export interface AcceptOptions {
  /** An id of the caller's own in the request: it makes two requests one, as an Idempotency-Key does, where none is sent. */
  readonly once?: string;
  /**
   * Events that say no to the command: once it was answered by one of them, or rejected, its `once` names nothing, and each request with it
   * is its own for what is left of the 24 h. Default: none, and a rejected command keeps its id.
   */
  readonly freedBy?: readonly EventContract[];
}

/**
 * Sends commands, each to its handler, and answers 202 with ids, `token` and `correlationId`: the outcome of the last is read with `?after=` the token.
 * A retry under one Idempotency-Key sends the first envelopes again and answers the same; what had been sent before is then a duplicate.
 * Throws the problem `unavailable` if one could not be sent. `commands` must not be empty.
 */
export async function acceptAll(
  c: EdgeContext,
  commands: readonly Message<"command">[],
  place: Place,
  { once, freedBy }: AcceptOptions = {},
): Promise<Response> {
  const { edge } = c.var;
  const fresh = commands.map((command) => commandEnvelope(c, command));
  const isFree = async ({ envelopes }: { readonly envelopes: readonly Envelope[] }) =>
    freedBy !== undefined && (await wasRefused(edge, envelopes.at(-1) as Envelope, freedBy));
  const { envelopes, response } = await remember(c, { envelopes: fresh, response: place }, once, isFree);
  const { location, ids } = response as Place;
  await sendCommands(edge, envelopes);
  await traceRequest(c, envelopes);
  const last = envelopes.at(-1) as Envelope;
  const token = writeToken(tokenOf(edge, last));
  return c.json({ ...ids, token, correlationId: last.correlationid }, 202, { location });
}

/** Sends a command to its handler and answers 202: `acceptAll` of one. */
export const accept = (
  c: EdgeContext,
  command: Message<"command">,
  place: Place,
  options?: AcceptOptions,
): Promise<Response> => acceptAll(c, [command], place, options);
