import { Rejection } from "../contract.ts";
import { AT_EDGE, type Envelope } from "../envelope.ts";
import { type About, type BugleError, Rejected } from "../errors.ts";
import type { Decision, Place } from "./decision.ts";

/** The decision that a message is refused; whoever sent a command and wants an answer is told. */
export function rejection(
  { code, message: reason, help, about }: BugleError & { readonly about?: About },
  envelope: Envelope,
  state: unknown,
): Decision {
  const { replyto = AT_EDGE } = envelope;
  const data = { command: envelope.type, code, reason, help, request: envelope.data };
  const reply = { kind: "document", type: Rejection.type, v: Rejection.version, data, to: replyto } as const;
  const asked = envelope.kind === "command" && replyto !== AT_EDGE;
  const rejected = { code, reason, help, ...(about && { about }) };
  return { state, events: [], sends: asked ? [reply] : [], rejected };
}

/** Whether a message comes after the time until which it means something; a time that cannot be read is no end. */
export const isExpired = ({ expirytime = "" }: Pick<Envelope, "expirytime">, time: string): boolean =>
  Date.parse(time) > Date.parse(expirytime);

/**
 * The answer to a message whose handler must not run: a cancellation stands for the command whose id it has, and what has expired is refused.
 * Undefined for all others. A cancellation is not told to its sender, who is the one that cancelled.
 */
export function answerUnrun(envelope: Envelope, state: unknown, { time }: Pick<Place, "time">): Decision | undefined {
  const { kind, cancelled, type, expirytime } = envelope;
  if (cancelled && kind === "command") {
    const rejected = { code: "cancelled", reason: `${type} was cancelled by its sender`, help: "send it anew" };
    return { state, events: [], sends: [], rejected };
  }
  if (!isExpired(envelope, time)) return undefined;
  const help = "send it anew if it should still be done";
  return rejection(new Rejected("expired", `${type} was to be handled by ${expirytime}`, { help }), envelope, state);
}
