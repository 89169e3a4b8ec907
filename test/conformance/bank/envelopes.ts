import type { Message } from "../../../functions/runtime/contract.ts";
import type { Envelope } from "../../../functions/runtime/envelope.ts";

/** A command as the edge would send it. */
export const envelopeOf = (id: string, { type, data, kind }: Message, now: number): Envelope => {
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
    contractversion: 1,
    hops: 0,
    data,
  };
};
