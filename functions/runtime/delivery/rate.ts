import type { Envelope } from "../envelope.ts";
import { HeldBack } from "./held-back.ts";
import type { Route, Worker } from "./worker.ts";

/** The bucket of one message: the handler's, or that of its value in the field that `by` names. */
function bucketName({ consumer }: Worker, { handler, rate }: Route, { data }: Envelope): string {
  const name = `${consumer.name}/${handler.slice(consumer.system.length + 1)}`;
  return rate?.by === undefined ? name : `${name}/${(data as Record<string, unknown>)[rate.by]}`;
}

/** Takes a token for a message that runs now; without one left it is held back. */
export async function takeToken(worker: Worker, route: Route, envelope: Envelope): Promise<void> {
  const { handler, rate } = route;
  if (!rate) return;
  const { rates, clock } = worker.ports;
  const after = await rates.take(bucketName(worker, route, envelope), rate, clock.now());
  if (after === 0) return;
  const reason = `${handler} runs ${rate.limit} times in ${rate.per} ms${rate.by === undefined ? "" : ` per ${rate.by}`}`;
  throw new HeldBack({ code: "rate-limited", reason, after, help: "send less, or raise the handler's rate" });
}
