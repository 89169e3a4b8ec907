import { accepted, type Client } from "../send/client.ts";

/** An address under an instrument. */
export const pathOf = (instrument: string, rest: string): string =>
  `/instruments/${encodeURIComponent(instrument)}${rest}`;

/** What the service has of an instrument, over all loads. */
export interface Standing {
  readonly recorded: number;
  /** Left out, since they came when their bars were no longer kept. */
  readonly late: number;
  /** Left out, since they had been recorded before. */
  readonly repeated: number;
}

export const NONE: Standing = { recorded: 0, late: 0, repeated: 0 };

const standingIn = ({ recorded = 0, late = 0, repeated = 0 }: Partial<Standing>): Standing => ({
  recorded,
  late,
  repeated,
});

export const plus = (a: Standing, b: Standing, sign: 1 | -1 = 1): Standing => ({
  recorded: a.recorded + sign * b.recorded,
  late: a.late + sign * b.late,
  repeated: a.repeated + sign * b.repeated,
});

export async function standingBefore(client: Client, instrument: string): Promise<Standing> {
  const { status, data } = await client({ method: "GET", path: pathOf(instrument, "/prices") });
  return status === 200 ? standingIn(data) : NONE;
}

/** The last that was posted of an instrument. */
interface Posted {
  readonly token?: unknown;
  readonly lines?: string;
}

/**
 * Waits until what was posted last can be read, at the latest until a time in epoch milliseconds: then the answer is undefined.
 * Throws `refused` where it was not recorded.
 */
export async function standingOf(
  client: Client,
  instrument: string,
  { token, lines }: Posted,
  until: number,
): Promise<Standing | undefined> {
  const path = pathOf(instrument, `/prices?${new URLSearchParams({ after: String(token) })}`);
  const answer = await client({ method: "GET", path, until });
  return answer.status === 504 ? undefined : standingIn(accepted(answer, `posting ${instrument}, ${lines},`));
}
