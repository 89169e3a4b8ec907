import * as z from "zod";

const text = (most: number) => z.string().min(1).max(most);
const id = text(100);
const quantity = z.int().min(1).max(1_000_000);
const item = z.strictObject({ sku: id, quantity });
const address = z.strictObject({
  name: text(200),
  street: text(200),
  city: text(200),
  postalCode: text(20),
  country: z.string().regex(/^[A-Z]{2}$/, "is not an ISO 3166 code of two capitals"),
});
const price = z.strictObject({
  amount: z.int().min(1),
  currency: z.string().regex(/^[A-Z]{3}$/, "is not an ISO 4217 code of three capitals"),
});

export type Item = z.infer<typeof item>;

/** What the bodies of this API look like; a field that is not named here is refused. */
export const shapes = {
  user: z.strictObject({ name: text(200), email: z.email().max(254) }),
  stock: z.strictObject({ quantity: z.int().min(0).max(1_000_000), price }),
  order: z.strictObject({ userId: id, items: z.array(item).max(50) }),
  item,
  submission: z.strictObject({ card: text(200), email: z.email().max(254), address }),
  cancellation: z.strictObject({ reason: text(200) }),
};
