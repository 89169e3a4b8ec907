import type { ContractOf, Message } from "../contract.ts";
import { AT_EDGE } from "../envelope.ts";
import { BugleError } from "../errors.ts";
import { commandEnvelope, sendCommands, tokenOf } from "./command-envelope.ts";
import type { EdgeContext } from "./edge.ts";
import { outcomeOf } from "./outcome.ts";
import { traceRequest } from "./trace-request.ts";

export interface AskOptions {
  /** How long the caller waits, milliseconds; default 5,000. A question that is handled later than that is not answered. */
  readonly within?: number;
}

/**
 * Asks the one handler of a command and answers the data of its reply, read from the commit that answers it.
 * Throws the problems `command-rejected` (409), `command-dead-lettered`, `unavailable` and, when time is up, `not-yet` (504). A command that
 * changes something belongs to `accept`: whoever asks again asks anew.
 */
export async function ask<N extends string, D>(
  c: EdgeContext,
  command: Message<"command">,
  reply: ContractOf<"document", N, D>,
  { within = 5_000 }: AskOptions = {},
): Promise<D> {
  const { edge } = c.var;
  const until = edge.ports.clock.now() + within;
  const made = commandEnvelope(c, command);
  const ends = Math.min(until, Date.parse(made.expirytime ?? "") || until);
  const envelope = { ...made, replyto: AT_EDGE, expirytime: new Date(ends).toISOString() };
  await sendCommands(edge, [envelope]);
  await traceRequest(c, [envelope]);
  const { answers, sends } = await outcomeOf(edge, tokenOf(edge, envelope), until);
  const by = answers.findIndex(({ id }) => id === envelope.id);
  const found = sends.find((send) => send.kind === "document" && send.type === reply.type && send.by === by);
  if (found) return reply.parse(found.data);
  throw new BugleError("no-reply", `${command.type} was answered without a ${reply.type}`, {
    help: `let its handler return a ${reply.type}, and declare it in \`replies\``,
  });
}
