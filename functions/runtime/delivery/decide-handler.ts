import type { Envelope } from "../envelope.ts";
import { type BugleError, Retryable, Terminal, verdictOf } from "../errors.ts";
import type { HandlerDefinition, Received } from "../handler.ts";
import { fold } from "../state.ts";
import { type Decide, type Decision, type Place, parse, returned } from "./decision.ts";
import { providerKey } from "./keys.ts";
import { rejection } from "./rejection.ts";

/** Refuses what this code cannot judge: a newer version waits for newer code, too many hops end a loop. */
export function assertFit(
  envelope: Envelope,
  contract: { kind: string; type: string; version: number },
  hopLimit: number,
): void {
  if (envelope.kind !== contract.kind)
    throw new Terminal("wrong-kind", `${envelope.type} came as ${envelope.kind} but is declared as ${contract.kind}`, {
      help: "send it by its contract",
    });
  if (envelope.contractversion > contract.version)
    throw new Retryable({
      after: 10_000,
      reason: `${envelope.type} version ${envelope.contractversion} is newer than this code`,
    });
  if (envelope.hops > hopLimit)
    throw new Terminal("hop-limit", `${envelope.type} has ${envelope.hops} hops behind it; the limit is ${hopLimit}`, {
      help: "find the loop, or raise hopLimit",
    });
}

/** Decides by `handle` and `on`: runs the handler, checks what it returned, folds its events before they are written. */
export function decideByHandler(
  name: string,
  definition: HandlerDefinition,
  needs: () => Promise<unknown>,
  hopLimit: number,
): Decide {
  const { contract, options, run } = definition;
  const declared = [...(options.emits ?? []), ...(options.sends ?? []), ...(options.replies ? [options.replies] : [])];
  const attemptOf = options.attempt ?? (() => 0);
  return async (envelope, state, before, claim) => {
    assertFit(envelope, contract, options.hopLimit ?? hopLimit);
    const data = parse(contract, envelope.data);
    const made = await needs();
    const place = { ...(await claim()), version: before.version };
    const message = received(envelope, data, place, (effect) =>
      options.state ? providerKey(place.stream, effect, attemptOf(state)) : providerKey(name, envelope.id, effect),
    );
    let answer: unknown;
    try {
      answer = await run(message, state, made);
    } catch (error) {
      if (verdictOf(error) === "rejected") return rejection(error as BugleError, envelope, state);
      throw error;
    }
    const messages = returned(answer, declared, place.time);
    const events = messages.filter(({ kind }) => kind === "event").map(({ kind: _, ...event }) => event);
    const sends = messages.flatMap(({ kind, ...message }): Decision["sends"] => {
      if (kind === "command") return [{ kind, ...message }];
      return kind === "document" && envelope.replyto ? [{ kind, ...message, to: envelope.replyto }] : [];
    });
    return {
      state: foldNew(definition, state, events, place),
      events,
      sends,
    };
  };
}

function received(envelope: Envelope, data: unknown, place: Place, key: (effect: string) => string): Received {
  const { id, type, time, correlationid, actor, streamversion: version } = envelope;
  return {
    id,
    type,
    data,
    time,
    now: place.time,
    key: (effect = "effect") => key(effect),
    correlationId: correlationid,
    ...(actor !== undefined && { actor }),
    ...(version !== undefined && { version }),
  };
}

function foldNew(
  { options }: HandlerDefinition,
  state: unknown,
  events: readonly { type: string; v: number; data: unknown }[],
  place: Place,
) {
  const home = options.state;
  if (!home) {
    if (events.length > 0)
      throw new Terminal("no-home", "a handler without state emits no events", { help: "give it a state" });
    return state;
  }
  try {
    return events.reduce<unknown>(
      (current, event, i) => fold(home, current, { ...event, time: place.time, version: place.version + i + 1 }),
      state,
    );
  } catch (cause) {
    throw new Terminal(
      "does-not-fold",
      `${home.name} cannot fold what its handler emits: ${(cause as Error).message}`,
      {
        help: "mend the fold, or add the event to the state's `from`",
        cause,
      },
    );
  }
}
