import type { Machine } from "./machine.ts";
import type { BundleRow } from "./sections/bundles.ts";
import type { CastoreRow } from "./sections/castore.ts";
import type { CostRow } from "./sections/cost.ts";
import type { CountRow } from "./sections/counts.ts";
import type { EagerRow } from "./sections/eager.ts";
import type { LocalRow } from "./sections/local.ts";
import type { ReadingsRow } from "./sections/readings.ts";
import type { TimeRow } from "./sections/time.ts";
import type { TradingRow } from "./sections/trading.ts";
import type { StageRow } from "./stages/cloud.ts";

/** What a run has measured; a section that was left out is missing. */
export interface Results {
  /** ISO 8601, the day. */
  readonly date: string;
  readonly machine: Machine;
  /** AWS calls, write units and read units per message. */
  readonly counts?: readonly CountRow[];
  /** US dollars per million messages, in batches of ten. */
  readonly cost?: readonly CostRow[];
  /** Microseconds of CPU per message. */
  readonly cpu?: readonly TimeRow[];
  /** Milliseconds per batch of ten, 5 ms a call. */
  readonly wall?: readonly TimeRow[];
  /** KiB, and milliseconds of cold import. */
  readonly bundles?: readonly BundleRow[];
  /** The order book, folded and one write per command. */
  readonly trading?: readonly TradingRow[];
  /** What an order asks of AWS, stage by stage. */
  readonly path?: readonly StageRow[];
  /** A settlement, with and without an eager saga. */
  readonly eager?: EagerRow;
  /** The order book beside Castore. */
  readonly castore?: readonly CastoreRow[];
  /** What devices report. */
  readonly readings?: ReadingsRow;
  /** Milliseconds, and orders per second. */
  readonly local?: LocalRow;
}
