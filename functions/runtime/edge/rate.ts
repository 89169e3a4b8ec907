import { BugleError } from "../errors.ts";
import { isPace, type Pace } from "../rates.ts";
import type { EdgeContext } from "./edge.ts";
import { problem, unavailable } from "./problem.ts";

/**
 * Takes a token of the system's bucket of that name, or throws the problem `too-many-requests` (429), whose `retry-after` tells the seconds
 * until there may be one. `limit` in `per` milliseconds, `burst` of them (default `limit`) at once. Name callers in `bucket` to give each
 * one of their own. A retry under an Idempotency-Key takes a token too. Throws `bad-rate` for a rate that lets nothing through, or everything.
 */
export async function assertRate(c: EdgeContext, { bucket, ...pace }: Pace & { readonly bucket: string }) {
  const { system, ports } = c.var.edge;
  if (!isPace(pace))
    throw new BugleError("bad-rate", `${JSON.stringify(pace)} is no rate for ${bucket}`, {
      help: "give a limit and a time above 0, and a burst of 1 at least",
    });
  const wait = await ports.rates.take(`${system}/api/${bucket}`, pace, ports.clock.now()).catch((cause: unknown) => {
    throw unavailable(cause);
  });
  if (wait === 0) return;
  const seconds = Math.ceil(wait / 1_000);
  throw problem(429, "too-many-requests", "Too many requests", {
    detail: `Send it again in ${seconds} s; nothing has been done.`,
    headers: { "retry-after": `${seconds}` },
  });
}
