import type { Commit } from "../commit.ts";
import { ownerOf } from "../envelope.ts";
import type { DeadLetterReason } from "../ports.ts";
import { type Answered, answerSearch } from "./answer-search.ts";
import type { Edge } from "./edge.ts";
import { poll } from "./poll.ts";
import { type Problem, problem } from "./problem.ts";
import type { Token } from "./token.ts";

type Outcome = Answered | { readonly dead: DeadLetterReason };

/** Past the bound: the outcome is on its way. */
export const notYet = (): Problem =>
  problem(504, "not-yet", "The outcome is not visible yet", {
    detail: "Send the same request again; the command itself need not be repeated.",
    headers: { "retry-after": "1" },
  });

const rejected = ({ code, reason, help }: NonNullable<Answered["answer"]["rejected"]>) =>
  problem(409, "command-rejected", "The command was rejected", { detail: reason, more: { code, reason, help } });

// Its reason is for operators: it may quote whatever went wrong inside.
const dead = (id: string, { code }: DeadLetterReason) =>
  problem(500, "command-dead-lettered", "The command could not be carried out", {
    detail: "It was set aside for an operator, who can let it run again; ask again later with the same token.",
    more: { id, code },
  });

/** The consumers whose commands a stream answers: more than one where some handlers of a state have needs. */
const consumersOf = ({ routes }: Edge, stream: string): string[] => {
  const owner = ownerOf(stream);
  const answering = Object.values(routes.commands).filter(({ state, consumer }) => (state ?? consumer) === owner);
  return [...new Set(answering.map(({ consumer }) => consumer))];
};

/**
 * Waits until the command has been answered and returns the commit that says so.
 * Throws the problems `command-rejected`, `command-dead-lettered` and, past `until` (epoch milliseconds), `not-yet`.
 */
export async function outcomeOf(edge: Edge, token: Token, until: number): Promise<Commit> {
  const { journal, attempts, clock } = edge.ports;
  const search = answerSearch(journal, token, () => clock.now() >= until);
  const consumers = consumersOf(edge, token.stream);
  const outcome = await poll<Outcome>(clock, until, async () => {
    const answered = await search();
    if (answered) return answered;
    const tries = await Promise.all(consumers.map((consumer) => attempts.read(consumer, token.id)));
    const reason = tries.find((attempt) => attempt?.dead)?.dead;
    return reason && { dead: reason };
  });
  if (!outcome) throw notYet();
  if ("dead" in outcome) throw dead(token.id, outcome.dead);
  if (outcome.answer.rejected) throw rejected(outcome.answer.rejected);
  return outcome.commit;
}
