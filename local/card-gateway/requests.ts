import type { Context } from "hono";
import { z } from "zod";
import { refusal } from "./problems.ts";
import { type ChargeRequest, tokens } from "./state.ts";

const key = z.string().min(1).max(255);
const chargeBody = z.object({
  amount: z.int().positive(),
  currency: z.literal("EUR"),
  card: z.string(),
  reference: z.string().min(1).max(200),
});
const refundBody = z.object({ charge: z.string() });
const voidBody = z.object({ key });

/** Reads a charge; what the schema does not name is not kept, so no card data beyond the token comes in. */
export async function readCharge(c: Context): Promise<ChargeRequest> {
  const body = await readBody(c, chargeBody);
  const card = tokens.find((token) => token === body.card);
  if (!card) throw refusal("unknown_card_token", `use one of ${tokens.join(", ")}`);
  return { ...body, card };
}

export const readRefund = (c: Context) => readBody(c, refundBody);

export const readVoid = (c: Context) => readBody(c, voidBody);

export function readKey(c: Context): string {
  const header = key.safeParse(c.req.header("idempotency-key"));
  if (!header.success) throw refusal("idempotency_key_missing");
  return header.data;
}

async function readBody<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const json: unknown = await c.req.json().catch(() => {
    throw refusal("body_not_json");
  });
  const body = schema.safeParse(json);
  if (!body.success) throw refusal("body_invalid", z.prettifyError(body.error));
  return body.data;
}
