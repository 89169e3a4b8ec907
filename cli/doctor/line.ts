/** What a look at one thing found: fine, worth knowing, or in the way of `npm start`. */
export interface Look {
  readonly state: "fine" | "note" | "stops";
  readonly says: string;
  /** What to do about it. */
  readonly help?: string | undefined;
}

export interface Line extends Look {
  readonly what: string;
}

/** The line for what a look finds; one that throws tells why, and is as bad as `otherwise`. */
export async function lineOf(what: string, look: () => Promise<Look>, otherwise: Look["state"]): Promise<Line> {
  try {
    return { what, ...(await look()) };
  } catch (error) {
    const { message, help } = error as Error & { readonly help?: string };
    return { what, state: otherwise, says: message, help };
  }
}
