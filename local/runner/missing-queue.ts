import { LocalError } from "../engine/errors.ts";

/** A deploy removes the queue of who listens no more some time before its poller is stopped. */
const DEPLOY_MS = 30_000;

/**
 * What there is to say of a queue that is polled and does not exist: nothing at first, then that it has been lost.
 * A local engine may keep no dead letter of what is published to it, so nobody else would say so.
 */
export function missingQueue(url: string): (cause: unknown) => LocalError | undefined {
  let since: number | undefined;
  return (cause) => {
    since ??= performance.now();
    if (performance.now() - since < DEPLOY_MS) return undefined;
    return new LocalError({
      code: "queue-lost",
      message: `The queue ${url.split("/").at(-1)} is gone, and with it what is sent to it.`,
      help: "End this run, clear the engine with `npm run reset`, and start again.",
      cause,
    });
  };
}
