import { DELIVERY, type Mutant } from "./list.ts";
import { directed } from "./runs.ts";

/** What makes cancelling and expiring sure, each left out. */
export const laterFaults: readonly Mutant[] = [
  {
    name: "a cancellation is handled like its command",
    file: `${DELIVERY}/rejection.ts`,
    find: 'if (cancelled && kind === "command") {',
    replace: 'if (cancelled && kind === "event") {',
    run: directed("test/guides/later.test.ts"),
  },
  {
    name: "an effect does not look whether its command was cancelled",
    file: `${DELIVERY}/answer.ts`,
    find: "(isNamed(envelope.id) && !envelope.cancelled)",
    replace: "(isNamed(envelope.id) && envelope.cancelled === true)",
    run: directed("test/conformance/rules/cancelled.test.ts"),
  },
  {
    name: "a queue takes a cancellation for its command's duplicate",
    file: "functions/runtime/envelope.ts",
    find: "{ id, cancelled }: Envelope): string => (cancelled ?",
    replace: "{ id, cancelled }: Envelope): string => (cancelled && !cancelled ?",
    run: directed("test/runtime/relay/later.test.ts"),
  },
  {
    name: "a command for later waits in its FIFO queue",
    file: "functions/runtime/memory/cloud.ts",
    find: "if (group !== undefined && delay !== undefined && delay > 0)",
    replace: "if (group !== undefined && delay !== undefined && delay < 0)",
    run: directed("test/runtime/relay/later.test.ts"),
  },
  {
    name: "what has expired is handled",
    file: `${DELIVERY}/rejection.ts`,
    find: "if (!isExpired(envelope, time)) return undefined;",
    replace: 'if (!isExpired(envelope, "")) return undefined;',
    run: directed("test/conformance/rules/expiry.test.ts"),
  },
];
