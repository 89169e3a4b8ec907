import { ChangeMessageVisibilityBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";

/** How long a received message is hidden, renewed while its handler runs: a killed run's messages are back this soon. Seconds. */
export const HIDDEN_FOR = 10;
const BEAT_MS = 4_000;

interface Handles {
  readonly ReceiptHandle?: string | undefined;
}

/** Receipt handles whose fate a handler has settled itself, by putting them back or removing them. */
export type Settled = Set<string>;

/** Watches the handlers' client for what they put back or remove: from then on a heartbeat would undo it. */
export function watchSettled(client: SQSClient): Settled {
  const settled: Settled = new Set();
  client.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        const { Entries = [] } = args.input as { Entries?: readonly Handles[] };
        if (commandName === "ChangeMessageVisibilityBatchCommand" || commandName === "DeleteMessageBatchCommand")
          for (const { ReceiptHandle } of Entries) if (ReceiptHandle) settled.add(ReceiptHandle);
        return next(args);
      },
    { step: "initialize", name: "bugleSettled" },
  );
  return settled;
}

/** Hides messages for `seconds` from now on; what is gone already is no fault. */
export async function setVisibility(client: SQSClient, url: string, handles: readonly string[], seconds: number) {
  if (handles.length === 0) return;
  const Entries = handles.map((ReceiptHandle, i) => ({ Id: String(i), ReceiptHandle, VisibilityTimeout: seconds }));
  await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries }));
}

/** A received batch, kept hidden until it is ended. */
export interface Held {
  /** Stops renewing. */
  end(): void;
  /** Stops renewing, and lets what no handler has settled be received again at once. */
  release(): Promise<void>;
}

/** Renews the visibility of a batch while its handler runs. */
export function hold(client: SQSClient, url: string, handles: readonly string[], settled: Settled): Held {
  const open = () => handles.filter((handle) => !settled.has(handle));
  // A beat that fails is made good by the next one, or the message comes again, which is harmless.
  const beat = setInterval(() => setVisibility(client, url, open(), HIDDEN_FOR).catch(() => undefined), BEAT_MS);
  const end = () => {
    clearInterval(beat);
    for (const handle of handles) settled.delete(handle);
  };
  return {
    end,
    release: async () => {
      const left = open();
      end();
      await setVisibility(client, url, left, 0);
    },
  };
}
