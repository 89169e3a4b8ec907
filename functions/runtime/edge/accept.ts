import type { Contract, Message } from "../contract.ts";
import { type Envelope, encodeKey, keyOf } from "../envelope.ts";
import { BugleError } from "../errors.ts";
import { type CommandRoute, targetStream } from "../routes.ts";
import { callerOf, traceparentOf } from "./caller.ts";
import type { Edge, EdgeContext } from "./edge.ts";
import { remember } from "./idempotency.ts";
import { unavailable } from "./problem.ts";
import { writeToken } from "./token.ts";
import { traceRequest } from "./trace-request.ts";

/** Where the outcome will be seen, and the ids that the caller is told. */
export interface Place {
  readonly location: string;
  readonly ids: Readonly<Record<string, string>>;
}

function routeOf({ routes }: Edge, type: string): CommandRoute {
  const route = routes.commands[type];
  if (route) return route;
  throw new BugleError("no-route", `no handler takes ${type}`, { help: "declare one with handle()" });
}

/** The stream that answers: the state's, or for a stateless handler one of the command's own. */
const streamFor = (route: CommandRoute, { data, id }: Envelope): string =>
  targetStream(route, data) ?? `${route.consumer}/${encodeKey(id)}`;

function envelopeOf(c: EdgeContext, command: Message<"command">): Envelope {
  const { kind, type, data } = command;
  const { edge, requestId } = c.var;
  const now = new Date(edge.ports.clock.now()).toISOString();
  const target = targetStream(routeOf(edge, type), data);
  const [actor, traceparent] = [callerOf(c), traceparentOf(c)];
  return {
    specversion: "1.0",
    id: edge.uuid(),
    source: `/${edge.system}/api`,
    type,
    kind,
    ...(target !== undefined && { subject: keyOf(target) }),
    time: now,
    born: now,
    correlationid: requestId,
    causationid: requestId,
    contractversion: (command.constructor as unknown as Contract).version,
    ...(actor !== undefined && { actor }),
    ...(traceparent !== undefined && { traceparent }),
    hops: 0,
    data,
  };
}

async function send({ ports }: Edge, { consumer, fifo }: CommandRoute, envelope: Envelope, stream: string) {
  const message = { envelope, ...(fifo && { group: stream }) };
  const failed = await ports.roads.send(consumer, [message]).catch((cause: unknown) => {
    throw unavailable(cause);
  });
  if (failed[0]) throw unavailable(new BugleError("not-sent", failed[0].reason));
}

/**
 * Sends a command to its handler and answers 202 with ids, `token` and `correlationId`: its outcome is read with `?after=` the token.
 * A retry under one Idempotency-Key sends the first envelope again and answers the same. Throws the problem `unavailable` if it could not be sent.
 */
export async function accept(c: EdgeContext, command: Message<"command">, place: Place): Promise<Response> {
  const { edge } = c.var;
  const { envelope, response } = await remember(c, { envelope: envelopeOf(c, command), response: place });
  const { location, ids } = response as Place;
  const route = routeOf(edge, envelope.type);
  const stream = streamFor(route, envelope);
  await send(edge, route, envelope, stream);
  await traceRequest(c, envelope);
  const token = writeToken({ stream, id: envelope.id, born: envelope.born });
  return c.json({ ...ids, token, correlationId: envelope.correlationid }, 202, { location });
}
