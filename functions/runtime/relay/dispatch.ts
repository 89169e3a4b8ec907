import type { Outgoing } from "../commit.ts";
import { ownerOf } from "../envelope.ts";
import type { Addressed, Failure, Roads } from "../ports.ts";
import { type Routes, targetStream } from "../routes.ts";

/** The queue a command, reply or timer goes to. */
export function address(
  { commands, repliesTo }: Pick<Routes, "commands" | "repliesTo">,
  { envelope, delay }: Outgoing,
): { consumer: string; message: Addressed } {
  if (envelope.kind !== "command") {
    const consumer = repliesTo[ownerOf(envelope.stream ?? "")] ?? "";
    return { consumer, message: { envelope, ...(delay !== undefined && { delay }) } };
  }
  const route = commands[envelope.type];
  const group = route?.fifo ? (targetStream(route, envelope.data) ?? envelope.id) : undefined;
  const message = { envelope, ...(group !== undefined && { group }), ...(delay !== undefined && { delay }) };
  return { consumer: route?.consumer ?? "", message };
}

async function attempt(ids: readonly string[], send: () => Promise<Failure[]>): Promise<Failure[]> {
  try {
    return await send();
  } catch (error) {
    return ids.map((id) => ({ id, reason: (error as Error).message }));
  }
}

/** Sends each message to its queue, those of one queue in one go; answers what did not go, and never throws. */
export function sendEach(
  roads: Pick<Roads, "send">,
  direct: readonly ReturnType<typeof address>[],
): Promise<Failure[]>[] {
  return [...Map.groupBy(direct, ({ consumer }) => consumer)].map(([consumer, addressed]) => {
    const own = addressed.map(({ message }) => message);
    return attempt(
      own.map(({ envelope }) => envelope.id),
      () => roads.send(consumer, own),
    );
  });
}

/** Puts each message on its road, all roads side by side; answers what did not go, by id, with the reason. */
export async function dispatch(
  routes: Routes,
  roads: Roads,
  messages: readonly Outgoing[],
): Promise<Map<string, string>> {
  const events = messages.filter(({ envelope }) => envelope.kind === "event").map(({ envelope }) => envelope);
  const direct = messages
    .filter(({ envelope }) => envelope.kind !== "event")
    .map((message) => address(routes, message));
  const failures = await Promise.all([
    ...(events.length > 0
      ? [
          attempt(
            events.map(({ id }) => id),
            () => roads.publish(events),
          ),
        ]
      : []),
    ...sendEach(roads, direct),
  ]);
  return new Map(failures.flat().map(({ id, reason }) => [id, reason]));
}
