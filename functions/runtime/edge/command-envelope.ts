import type { Contract, Message } from "../contract.ts";
import { assertSize, type Envelope, encodeKey, keyOf } from "../envelope.ts";
import { BugleError } from "../errors.ts";
import type { Failure } from "../ports.ts";
import { type CommandRoute, targetStream } from "../routes.ts";
import { callerOf, traceparentOf } from "./caller.ts";
import type { Edge, EdgeContext } from "./edge.ts";
import { tooLarge, unavailable } from "./problem.ts";
import type { Token } from "./token.ts";

function routeOf({ routes }: Pick<Edge, "routes">, type: string): CommandRoute {
  const route = routes.commands[type];
  if (route) return route;
  throw new BugleError("no-route", `no handler takes ${type}`, { help: "declare one with handle()" });
}

/** The stream that answers: the state's, or for a stateless handler one of the command's own. */
const streamFor = (route: CommandRoute, { data, id }: Envelope): string =>
  targetStream(route, data) ?? `${route.consumer}/${encodeKey(id)}`;

function assertCarried(command: Message<"command">): void {
  try {
    assertSize(command);
  } catch (cause) {
    throw tooLarge(`${(cause as Error).message}: send less at once.`);
  }
}

/** The envelope of a command that a request causes; throws the problem `body-too-large` for one that no road carries. */
export function commandEnvelope(c: EdgeContext, command: Message<"command">): Envelope {
  assertCarried(command);
  const { kind, type, data } = command;
  const { edge, requestId } = c.var;
  const { version, expiresAfter } = command.constructor as unknown as Contract;
  const clock = edge.ports.clock.now();
  const now = new Date(clock).toISOString();
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
    contractversion: version,
    ...(actor !== undefined && { actor }),
    ...(traceparent !== undefined && { traceparent }),
    hops: 0,
    ...(expiresAfter !== undefined && { expirytime: new Date(clock + expiresAfter).toISOString() }),
    data,
  };
}

/** Where the outcome of a command can be read. */
export const tokenOf = ({ routes }: Edge, envelope: Envelope): Token => {
  const stream = streamFor(routes.commands[envelope.type] as CommandRoute, envelope);
  return { stream, id: envelope.id, born: envelope.born };
};

/** Puts commands into their queues, those of one queue in one call; throws the problem `unavailable` if any did not go. */
export async function sendCommands({ ports, routes }: Edge, envelopes: readonly Envelope[]): Promise<void> {
  const addressed = envelopes.map((envelope) => {
    const route = routeOf({ routes }, envelope.type);
    return { route, message: { envelope, ...(route.fifo && { group: streamFor(route, envelope) }) } };
  });
  const perQueue = [...Map.groupBy(addressed, ({ route }) => route.consumer)];
  const sent = perQueue.map(([consumer, own]) =>
    ports.roads.send(
      consumer,
      own.map(({ message }) => message),
    ),
  );
  const failed: readonly Failure[] = await Promise.all(sent).then(
    (failures) => failures.flat(),
    (cause: unknown) => {
      throw unavailable(cause);
    },
  );
  if (failed[0]) throw unavailable(new BugleError("not-sent", failed[0].reason));
}
