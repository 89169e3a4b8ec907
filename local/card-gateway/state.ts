import { z } from "zod";

export const tokens = ["tok_ok", "tok_declined", "tok_hangs", "tok_flaky", "tok_dropped", "tok_late"] as const;

const chargeRequest = z.object({
  amount: z.int().positive(),
  currency: z.literal("EUR"),
  card: z.enum(tokens),
  reference: z.string().min(1).max(200),
});

const entry = z.object({
  key: z.string(),
  request: chargeRequest.optional(),
  dueAt: z.iso.datetime().optional(),
  charge: z.object({ id: z.string(), status: z.enum(["succeeded", "declined"]), at: z.iso.datetime() }).optional(),
  refund: z.object({ id: z.string(), at: z.iso.datetime() }).optional(),
  voidedAt: z.iso.datetime().optional(),
});

export const stateSchema = z.object({
  version: z.literal(1),
  entries: z.array(entry),
  refundKeys: z.array(z.object({ key: z.string(), charge: z.string() })),
});

/** What a client asks a charge for; `amount` in minor units. */
export type ChargeRequest = z.infer<typeof chargeRequest>;
/** Everything known of one charge key; a charge moves its entry to the end, so charges stand oldest first. */
export type Entry = z.infer<typeof entry>;
/** The whole of what the gateway remembers. */
export type State = z.infer<typeof stateSchema>;

export const emptyState: State = { version: 1, entries: [], refundKeys: [] };
