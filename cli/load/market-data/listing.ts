import { BugleError } from "../../../functions/runtime/errors.ts";
import { MOST_HELD, MOST_QUANTITY } from "../../../functions/trading/domain/bounds.ts";
import { inUnits } from "../csv/numbers.ts";
import { accepted, type Client } from "../send/client.ts";
import { idempotencyKey } from "../send/idempotency-key.ts";

export interface Terms {
  readonly currency: string;
  readonly closesAt: string;
  readonly settlementDays: number;
  /** As told, not as found in the file. */
  readonly decimals?: number;
}

/** An order may be a quarter away from the reference price. */
const FAT_FINGER_BPS = 2_500;

/** The terms on which an instrument is listed: the latest price of the file is its first reference. */
const termsOf = (instrumentId: string, latest: string, decimals: number, terms: Terms) => ({
  instrumentId,
  currency: terms.currency,
  decimals,
  referencePrice: Math.max(1, inUnits(latest, decimals)),
  limits: {
    maxQuantity: MOST_QUANTITY,
    maxNotional: MOST_HELD,
    maxPosition: MOST_HELD,
    fatFingerBps: FAT_FINGER_BPS,
  },
  settlementDays: terms.settlementDays,
  closesAt: terms.closesAt,
});

const otherwise = (instrument: string, decimals: number): BugleError =>
  new BugleError("listed-otherwise", `${instrument} is listed already, with ${decimals} decimals`, {
    help: "Leave --decimals out, or load under another instrument's name.",
  });

/** Lists an instrument unless it is listed, and answers how many decimals its prices have there. Throws `listed-otherwise`. */
export async function listed(
  client: Client,
  instrument: string,
  latest: string,
  decimals: number,
  terms: Terms,
): Promise<number> {
  const book = `/instruments/${encodeURIComponent(instrument)}/book`;
  const known = async (after = "") => client({ method: "GET", path: `${book}${after}` });
  const decimalsOf = (there: number): number => {
    if (terms.decimals !== undefined && there !== decimals) throw otherwise(instrument, there);
    return there;
  };
  const before = await known();
  if (before.status === 200) return decimalsOf(before.data["decimals"] as number);
  const body = termsOf(instrument, latest, decimals, terms);
  const headers = { "idempotency-key": idempotencyKey("list", body) };
  const answer = await client({ method: "POST", path: "/instruments", body, headers });
  const { token } = accepted(answer, `listing ${instrument}`);
  const opened = await known(`?${new URLSearchParams({ after: String(token) })}`);
  const there = opened.status === 409 ? await known() : opened;
  return decimalsOf(accepted(there, `listing ${instrument}`)["decimals"] as number);
}
