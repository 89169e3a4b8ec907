/** What one call to SQS, SNS or EventBridge takes. */
const MAX_ENTRIES = 10;

/** Splits into batches of at most ten items and `maxBytes`, in order; an item over the limit is a batch of its own. */
export function batchesOf<T>(items: readonly T[], bytesOf: (item: T) => number, maxBytes: number): T[][] {
  const batches: T[][] = [];
  let bytes = 0;
  for (const item of items) {
    const size = bytesOf(item);
    const batch = batches.at(-1);
    if (batch && batch.length < MAX_ENTRIES && bytes + size <= maxBytes) {
      batch.push(item);
      bytes += size;
    } else {
      batches.push([item]);
      bytes = size;
    }
  }
  return batches;
}
