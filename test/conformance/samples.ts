import type { Commit } from "../../functions/runtime/commit.ts";
import type { Envelope } from "../../functions/runtime/envelope.ts";
import type { Keys, Ports, Trace, TraceEntry } from "../../functions/runtime/ports.ts";

/** The ports that hold data, on one ground. */
export interface Stores extends Pick<Ports, "journal" | "snapshots" | "attempts" | "rates" | "models"> {
  readonly keys: Keys;
  readonly trace: Trace;
}

/** Opens the stores of a ground, empty; `close` ends what it started. */
export type OpenStores = () => Promise<Stores & { close?(): Promise<void> }>;

export const commitOf = (stream: string, n: number, more: Partial<Commit> = {}): Commit => ({
  stream,
  n,
  time: "2026-11-21T10:00:00.000Z",
  by: "commerce/submit-order",
  version: n,
  events: [{ type: "OrderSubmitted", v: 1, data: { orderId: "o-1", text: "grüße \u{1f680} \u0000" }, by: 0 }],
  sends: [{ kind: "command", type: "ProcessPayment", v: 2, data: { cents: 1_999 }, by: 0, delay: 500 }],
  answers: [
    {
      id: `m-${n}`,
      type: "SubmitOrder",
      sent: "2026-11-21T09:59:59.000Z",
      correlationid: "c-1",
      hops: 1,
      actor: "ann",
    },
  ],
  ...more,
});

/** A commit whose one event carries `characters` of text. */
export const largeCommit = (stream: string, n: number, characters: number): Commit =>
  commitOf(stream, n, { events: [{ type: "Noted", v: 1, data: "x".repeat(characters), by: 0 }] });

export const envelopeOf = (id: string, more: Partial<Envelope> = {}): Envelope => ({
  specversion: "1.0",
  id,
  source: "/commerce/order",
  type: "OrderSubmitted",
  kind: "event",
  subject: "o-1",
  time: "2026-11-21T10:00:00.000Z",
  data: { orderId: "o-1" },
  born: "2026-11-21T10:00:00.000Z",
  correlationid: "c-1",
  stream: "commerce/order/o-1",
  streamversion: 1,
  contractversion: 1,
  hops: 1,
  ...more,
});

export const hopOf = (correlationid: string, time: string, more: Partial<TraceEntry> = {}): TraceEntry => ({
  correlationid,
  kind: "commit",
  by: "commerce/submit-order",
  time,
  id: "m-1",
  type: "SubmitOrder",
  sent: "2026-11-21T10:00:00.000Z",
  outcome: "done",
  messages: [{ id: "commerce/order/o-1@1.0", kind: "event", type: "OrderSubmitted" }],
  ...more,
});
