import type { Contract, Message } from "../../contract.ts";
import type { Envelope } from "../../envelope.ts";

/** A command as the edge would send it; `now` in epoch milliseconds. */
export function envelopeOf(id: string, message: Message, now: number): Envelope {
  const { type, kind, data } = message;
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
    contractversion: (message.constructor as unknown as Contract).version,
    hops: 0,
    data,
  };
}
