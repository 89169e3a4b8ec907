import type { ReadAges } from "../../functions/runtime/aws/operations/ages.ts";

interface Held {
  /** Epoch seconds. */
  readonly SentTimestamp: number;
  readonly VisibleAt: number;
  readonly ReceiveCount: number;
}

/** By account, region and queue URL. */
type Messages = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, readonly Held[]>>>>>>;

async function readMessages(endpoint: string): Promise<Messages> {
  try {
    const response = await fetch(`${endpoint}/_ministack/sqs/messages`, { signal: AbortSignal.timeout(5_000) });
    const { messages }: { messages?: Messages } = response.ok ? ((await response.json()) as object) : {};
    return messages ?? {};
  } catch {
    // Another engine has no such address: its ages are not known.
    return {};
  }
}

/** What is sent for later does not wait yet. */
const waits =
  (now: number) =>
  ({ ReceiveCount, VisibleAt }: Held): boolean =>
    ReceiveCount > 0 || VisibleAt <= now;

/** The engine has more than one name on this machine. */
const pathOf = (url: string): string => new URL(url).pathname;

/** Ages of the oldest messages as MiniStack tells them without a receive; of relays nothing is known, since the runner keeps their place. */
export const engineAges =
  (endpoint: string): ReadAges =>
  async (urls) => {
    const now = Date.now() / 1_000;
    const all = Object.values(await readMessages(endpoint)).flatMap((regions) => Object.values(regions));
    const held = new Map(
      all.flatMap(Object.entries<readonly Held[]>).map(([url, messages]) => [pathOf(url), messages]),
    );
    const ages = urls.flatMap((url): [string, number][] => {
      const waiting = held.get(pathOf(url))?.filter(waits(now)) ?? [];
      const oldest = Math.max(...waiting.map(({ SentTimestamp }) => now - SentTimestamp));
      return waiting.length === 0 ? [] : [[url, Math.max(0, oldest)]];
    });
    return { queues: new Map(ages), relays: new Map() };
  };
