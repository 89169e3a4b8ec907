import type { Contract, Message } from "../../contract.ts";
import type { Envelope } from "../../envelope.ts";

/** A command as the edge would send it; `now` in epoch milliseconds. */
export function envelopeOf(id: string, message: Message, now: number): Envelope {
  const { type, kind, data } = message;
  const { version, expiresAfter } = message.constructor as unknown as Contract;
  const time = new Date(now).toISOString();
  return {
    specversion: "1.0",
    id,
    source: "/test",
    type,
    kind,
    time,
    born: time,
    correlationid: `request-${id}`,
    causationid: `request-${id}`,
    contractversion: version,
    hops: 0,
    ...(expiresAfter !== undefined && { expirytime: new Date(now + expiresAfter).toISOString() }),
    data,
  };
}
