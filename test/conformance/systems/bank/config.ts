import * as z from "zod";
import { config } from "../../../../functions/runtime/index.ts";

/** The outside world of the simulation. */
export interface Provider {
  /** Honours keys: the same key is the same charge. */
  charge(key: string, ref: string): Promise<string>;
  /** Knows no keys: each call is another transfer. */
  wire(ref: string): Promise<string>;
  notify(key: string): Promise<void>;
}

export default config(z.object({ provider: z.custom<Provider>((value) => typeof value === "object") }));
