import type { Answer, StoredSend } from "../commit.ts";
import type { Contract, Kind, Message } from "../contract.ts";
import { assertSize, type Envelope } from "../envelope.ts";
import { type InvalidMessage, Terminal } from "../errors.ts";
import { type Timing, timingOf } from "./timing.ts";

interface Fact {
  readonly type: string;
  readonly v: number;
  readonly data: unknown;
  readonly expiresAfter?: number;
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

/** A message returned, checked, with what its contract and its sender say of it. */
export type ReturnedMessage = Message & Timing & Pick<Fact, "v" | "expiresAfter">;

/** Checks what a handler returned at this time against what it declared, whatever it is. */
export function returned(answer: unknown, declared: readonly Contract[], time: string): ReturnedMessage[] {
  const list = answer === undefined || answer === null ? [] : Array.isArray(answer) ? answer : [answer];
  return list.map((item: unknown) => {
    const { message: said, timing } = timingOf(item, time);
    const { kind, type, data } = (typeof said === "object" && said !== null ? said : {}) as Partial<Message>;
    const contract = declared.find((candidate) => candidate.type === type && candidate.kind === kind);
    if (!contract)
      throw nonsense(
        `the handler returned ${type ? `${kind} ${type}` : `a ${typeof item}`}, which it does not declare`,
      );
    if (said !== item && kind !== "command") throw nonsense(`${type} is no command: only commands are sent for later`);
    const { version: v, expiresAfter } = contract;
    const message = { kind: contract.kind, type: contract.type, v, data: parse(contract, data), ...timing };
    assertSize(message);
    return expiresAfter === undefined || timing.cancelled ? message : { ...message, expiresAfter };
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
