import type { Answer, StoredSend } from "../commit.ts";
import type { Contract, Kind, Message } from "../contract.ts";
import { assertSize, type Envelope } from "../envelope.ts";
import { type InvalidMessage, Terminal } from "../errors.ts";

interface Fact {
  readonly type: string;
  readonly v: number;
  readonly data: unknown;
}

/** What one message comes to, before it is committed; `state` is the state with its facts folded in. */
export interface Decision {
  readonly state: unknown;
  readonly events: readonly Fact[];
  readonly sends: readonly Omit<StoredSend, "by">[];
  readonly received?: Fact & { readonly kind: Kind | "timer" };
  readonly rejected?: Answer["rejected"];
}

/** Where a decision is taken: the commit it will be part of. */
export interface Place {
  readonly stream: string;
  readonly n: number;
  readonly version: number;
  readonly time: string;
}

/** Takes the decision for one message; throws what the handler throws. `claim` is called right before an outside effect. */
export type Decide = (
  envelope: Envelope,
  state: unknown,
  place: Place,
  claim: () => Promise<Place>,
) => Promise<Decision>;

const nonsense = (what: string) =>
  new Terminal("undeclared-message", what, { help: "return only messages that the handler declares" });

/** A message returned, checked, with the version of its contract. */
export type ReturnedMessage = Message & { readonly v: number };

/** Checks what a handler returned against what it declared, whatever it is. */
export function returned(answer: unknown, declared: readonly Contract[]): ReturnedMessage[] {
  const list = answer === undefined || answer === null ? [] : Array.isArray(answer) ? answer : [answer];
  return list.map((item: unknown) => {
    const { kind, type, data } = (typeof item === "object" && item !== null ? item : {}) as Partial<Message>;
    const contract = declared.find((candidate) => candidate.type === type && candidate.kind === kind);
    if (!contract)
      throw nonsense(
        `the handler returned ${type ? `${kind} ${type}` : `a ${typeof item}`}, which it does not declare`,
      );
    const message = { kind: contract.kind, type: contract.type, v: contract.version, data: parse(contract, data) };
    assertSize(message);
    return message;
  });
}

/** Data of a received or returned message; what does not fit the schema is Terminal: no retry mends it. */
export function parse(contract: Contract, data: unknown): unknown {
  try {
    return contract.parse(data);
  } catch (cause) {
    const { message, help, code } = cause as InvalidMessage;
    throw new Terminal(code ?? "invalid-message", message, { help, cause });
  }
}
