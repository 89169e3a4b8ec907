import type { Money, Tax } from "../contracts.ts";

/** Standard rates of value added tax in basis points; where none is named goods are exported, and nothing is due. */
const RATES: Readonly<Record<string, number>> = {
  AT: 2_000,
  BE: 2_100,
  CH: 810,
  DE: 1_900,
  DK: 2_500,
  ES: 2_100,
  FR: 2_000,
  GB: 2_000,
  IE: 2_300,
  IT: 2_200,
  NL: 2_100,
  NO: 2_500,
  PL: 2_300,
  PT: 2_300,
  SE: 2_500,
};

const WHOLE = 10_000;

/** In basis points of the net price. */
export const rateIn = (country: string): number => (Object.hasOwn(RATES, country) ? (RATES[country] ?? 0) : 0);

/** The tax that a gross price includes: total × rate / (1 + rate), in minor units, halves rounded up. */
export function taxIncluded({ amount, currency }: Money, rate: number): Omit<Tax["data"], "orderId"> {
  const whole = BigInt(WHOLE + rate);
  const tax = Number((2n * BigInt(amount) * BigInt(rate) + whole) / (2n * whole));
  return { rate, net: { amount: amount - tax, currency }, tax: { amount: tax, currency } };
}
