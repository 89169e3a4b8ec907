import type { Run } from "../bench.ts";
import { type Settlement, settle } from "../trading/settlement.ts";

/** A settlement whose saga waits for the stream, and one whose saga sends its commands itself: counted, so one run is enough. */
export interface EagerRow {
  readonly patient: Settlement;
  readonly eager: Settlement;
}

export async function eager({ progress }: Run): Promise<EagerRow> {
  progress("eager: one settlement on a clock of its own, with and without");
  return { patient: await settle({ eager: false }), eager: await settle({ eager: true }) };
}
