import * as z from "zod";
import { assertDuration } from "./duration.ts";
import { InvalidMessage } from "./errors.ts";

export type Kind = "event" | "command" | "document";

/** What a handler receives and returns: data that its contract has checked. */
export interface Message<K extends Kind = Kind, N extends string = string, D = unknown> {
  readonly kind: K;
  readonly type: N;
  readonly data: D;
}

interface Declared<K extends Kind, N extends string> {
  readonly kind: K;
  readonly type: N;
  readonly version: number;
  readonly public: boolean;
  readonly docs: string;
  readonly fields: readonly string[];
  readonly expiresAfter: number | undefined;
}

/** A class that is value and type at once; compared by `type`, never by identity, since a reload makes new classes. */
export interface Contract<K extends Kind = Kind, N extends string = string> extends Declared<K, N> {
  new (data: never): Message<K, N>;
  parse(data: unknown): unknown;
}

/** A contract that knows its data: what `event`, `command` and `document` make. */
export interface ContractOf<K extends Kind, N extends string, D> extends Declared<K, N> {
  new (data: D): Message<K, N, D>;
  /** Checks received data; throws InvalidMessage. Unknown fields are dropped, so that a sender may add some. */
  parse(data: unknown): D;
}

export type EventContract = Contract<"event">;
export type CommandContract = Contract<"command">;
export type DocumentContract = Contract<"document">;

/** The messages that a contract, or a union of contracts, makes. */
export type MessageOf<C> = C extends new (data: never) => infer M ? M : never;
export type DataOf<C> = MessageOf<C> extends { readonly data: infer D } ? D : never;
export type TypeOf<C> = C extends { readonly type: infer N } ? N : never;

export interface ContractOptions {
  /** Raised by one when the meaning of the data changes; default 1. */
  version?: number;
  /** Events only: other systems may subscribe, over the bus; default false. */
  public?: boolean;
  docs?: string;
  /**
   * Commands and events: milliseconds from when it is sent, or due; handled later, it is answered as expired instead, which the saga that
   * sent a command is told; what an earlier try did outside, and could not commit, stands. Sagas and projections take an event however late.
   * Default: it never expires. Throws `bad-duration` unless above 0 and at most a century.
   */
  expiresAfter?: number;
}

type Data<S extends z.ZodRawShape> = z.infer<z.ZodObject<S>>;

function contract<K extends Kind, N extends string, S extends z.ZodRawShape>(
  kind: K,
  type: N,
  shape: S,
  { version = 1, public: open = false, docs = "", expiresAfter }: ContractOptions,
): ContractOf<K, N, Data<S>> {
  assertDuration(`expiresAfter of ${type}`, expiresAfter);
  const schema = z.object(shape);
  return class {
    static readonly kind = kind;
    static readonly type = type;
    static readonly version = version;
    static readonly public = open;
    static readonly docs = docs;
    static readonly fields = Object.keys(shape);
    static readonly expiresAfter = expiresAfter;

    static parse(data: unknown): Data<S> {
      const result = schema.safeParse(data);
      if (result.success) return result.data;
      throw new InvalidMessage(
        type,
        result.error.issues.map(({ path, message }) => ({ path: path.join("."), message })),
      );
    }

    readonly kind = kind;
    readonly type = type;
    readonly data: Data<S>;

    constructor(data: Data<S>) {
      this.data = (this.constructor as unknown as ContractOf<K, N, Data<S>>).parse(data);
    }
  };
}

/** "This happened": a past-tense name, any number of listeners. */
export const event = <N extends string, S extends z.ZodRawShape>(type: N, shape: S, options: ContractOptions = {}) =>
  contract("event", type, shape, options);

/** "Do this": an imperative name, exactly one handler. */
export const command = <N extends string, S extends z.ZodRawShape>(
  type: N,
  shape: S,
  options: Omit<ContractOptions, "public"> = {},
) => contract("command", type, shape, options);

/** "Here is the data": a noun, sent to whoever asked. */
export const document = <N extends string, S extends z.ZodRawShape>(
  type: N,
  shape: S,
  options: Omit<ContractOptions, "public" | "expiresAfter"> = {},
) => contract("document", type, shape, options);

/** What a sender is told when the domain says no; `request` is the data of the command. */
export class Rejection extends document("Rejection", {
  command: z.string(),
  code: z.string(),
  reason: z.string(),
  help: z.string(),
  request: z.record(z.string(), z.unknown()),
}) {}
