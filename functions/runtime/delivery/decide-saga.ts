import type { Commit } from "../commit.ts";
import { type Contract, type Kind, Rejection } from "../contract.ts";
import { type Envelope, keyOf } from "../envelope.ts";
import { Retryable } from "../errors.ts";
import type { SagaDefinition } from "../saga.ts";
import { assertFit } from "./decide-handler.ts";
import { type Decide, parse, returned } from "./decision.ts";
import type { Limits } from "./limits.ts";

/** A saga's state with its armed timers: the number of the commit that armed each. */
export interface SagaState {
  readonly data: unknown;
  readonly arms: Readonly<Record<string, number>>;
}

interface Input {
  readonly kind: Kind | "timer";
  readonly type: string;
  readonly v: number;
  readonly data: unknown;
}

/** A timer's data: the commit that armed it, and the time before which it is early. */
interface Timer {
  readonly arm: number;
  /** Epoch milliseconds; timers of older code have none. */
  readonly due?: number;
}

interface At {
  readonly stream: string;
  readonly n: number;
  readonly time: string;
}

const heardBy = ({ startedBy, hears, waits }: SagaDefinition): Contract[] => [
  ...startedBy,
  ...hears,
  ...Object.values(waits).flatMap((wait) => wait.for),
];

function stepFor({ steps }: SagaDefinition, { kind, type, data }: Input) {
  if (kind === "timer") return steps.timeout[type];
  return type === Rejection.type ? steps.rejected?.[(data as { command: string }).command] : steps.on[type];
}

/** Timers of waits that hold: armed at commit n when they begin, or begin anew after their timeout. */
function rearm(
  { waits }: SagaDefinition,
  arms: SagaState["arms"],
  data: unknown,
  fired: string | undefined,
  n: number,
) {
  const holding = Object.entries(waits).filter(([, wait]) => wait.while(data));
  return Object.fromEntries(
    holding.map(([name]) => [name, name === fired || arms[name] === undefined ? n : (arms[name] as number)]),
  );
}

/** One step: what the saga becomes and says. A timer of a wait that has ended, or has been armed anew, is moot. */
function step(definition: SagaDefinition, { data, arms }: SagaState, input: Input, at: At) {
  const timer = input.kind === "timer" ? input.type : undefined;
  if (timer !== undefined && arms[timer] !== (input.data as Timer).arm)
    return { state: { data, arms }, send: undefined };
  const known = input.kind === "timer" ? undefined : input.data;
  const result = stepFor(definition, input)?.(data, known, { key: keyOf(at.stream), time: at.time });
  const next = result?.state === undefined ? data : result.state;
  return { state: { data: next, arms: rearm(definition, arms, next, timer, at.n) }, send: result?.send };
}

/** A message that newer code has received and this code does not know: its state cannot be told. */
function assertHeard({ name, waits }: SagaDefinition, heard: readonly Contract[], { kind, type, v }: Input): void {
  const contract = type === Rejection.type ? Rejection : heard.find((candidate) => candidate.type === type);
  if (kind === "timer" ? waits[type] : contract && v <= contract.version) return;
  throw new Retryable({
    after: 10_000,
    reason: `${name} does not know ${type} version ${v}, which it has received`,
    help: "deploy the code that knows it; what a saga has heard once it must go on hearing",
  });
}

/** Folds a commit of a saga: its facts are the messages it received. */
export function foldSaga(definition: SagaDefinition) {
  const heard = heardBy(definition);
  return (state: unknown, commit: Commit): unknown =>
    (commit.received ?? []).reduce((current, input) => {
      assertHeard(definition, heard, input);
      return step(definition, current, input, commit).state;
    }, state as SagaState);
}

export const initialSaga = ({ initial }: SagaDefinition): SagaState => ({ data: initial, arms: {} });

/** Whatever brought a timer early, such as a clock of the relay's that is ahead, it waits for its time. */
function assertDue({ type, data }: Input, time: string, margin: number): void {
  const early = ((data as Timer).due ?? 0) - Date.parse(time);
  if (early > margin) throw new Retryable({ after: early, reason: `the timer of ${type} came ${early} ms early` });
}

/** Decides by a saga: every message is committed and folded, one for a process not yet born or ended too. */
export function decideBySaga(definition: SagaDefinition, limits: Pick<Limits, "hops" | "clockMargin">): Decide {
  const heard = heardBy(definition);
  return async (envelope, state, place) => {
    const input = read(definition, heard, envelope, limits.hops);
    if (input.kind === "timer") assertDue(input, place.time, limits.clockMargin);
    const before = state as SagaState;
    const after = step(definition, before, input, place);
    const commands = returned(after.send, definition.sends, place.time).map(
      (message) => ({ ...message, kind: "command" }) as const,
    );
    const timers = Object.entries(after.state.arms)
      .filter(([name, n]) => n === place.n && before.arms[name] !== n)
      .map(([name, arm]) => {
        const delay = definition.waits[name]?.within ?? 0;
        const data: Timer = { arm, due: Date.parse(place.time) + delay };
        return { kind: "timer", type: name, v: 1, data, to: place.stream, delay } as const;
      });
    return { state: after.state, events: [], sends: [...commands, ...timers], received: input };
  };
}

function read(
  { hopLimit: own, waits }: SagaDefinition,
  heard: readonly Contract[],
  envelope: Envelope,
  hopLimit: number,
): Input {
  const { kind, type, contractversion: v, data } = envelope;
  if (kind === "timer") {
    if (!waits[type]) throw new Retryable({ after: 10_000, reason: `this code has no wait ${type}` });
    return { kind, type, v, data };
  }
  const contract = type === Rejection.type ? Rejection : heard.find((candidate) => candidate.type === type);
  if (!contract) throw new Retryable({ after: 10_000, reason: `this code does not hear ${type}` });
  assertFit(envelope, contract, own ?? hopLimit);
  return { kind, type, v, data: parse(contract, data) };
}
