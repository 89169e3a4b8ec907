/** Counts what happened; throws if the collector does not take it. */
export interface Analytics {
  count(event: string, at: string): Promise<void>;
}

/** A count that is not taken by then is lost. */
const TAKEN_WITHIN_MS = 2_000;

/** A client of a collector that takes counts as JSON over HTTP; without an address nothing is counted. */
export function analyticsCollector(url: string | undefined, takenWithin = TAKEN_WITHIN_MS): Analytics {
  return {
    async count(event, at) {
      if (url === undefined) return;
      const { ok, status } = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ event, at }),
        signal: AbortSignal.timeout(takenWithin),
      });
      if (!ok) throw new Error(`the analytics collector answers ${status}`);
    },
  };
}
