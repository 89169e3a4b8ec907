import { type Message, Rejection } from "../../../functions/runtime/contract.ts";
import type { HandlerDefinition } from "../../../functions/runtime/handler.ts";
import confirmSettlement from "../../../functions/trading/confirm-settlement.ts";
import deliverTrade from "../../../functions/trading/deliver-trade.ts";
import failSettlement from "../../../functions/trading/fail-settlement.ts";
import releaseReservation from "../../../functions/trading/release-trade-reservation.ts";
import reserveCash from "../../../functions/trading/reserve-cash.ts";
import reserveHoldings from "../../../functions/trading/reserve-holdings.ts";
import settleTrade from "../../../functions/trading/settle-trade.ts";
import settling from "../../../functions/trading/settling.saga.ts";
import { commit, draft, type World } from "../commerce/world.ts";

const handlers: readonly HandlerDefinition[] = [
  settleTrade,
  reserveCash,
  reserveHoldings,
  releaseReservation,
  deliverTrade,
  confirmSettlement,
  failSettlement,
];
const handlerOf = ({ type }: Message) => handlers.find(({ contract }) => contract.type === type);

type Timer = { readonly kind: "timer"; readonly type: string; readonly arm: number };
interface Flight {
  readonly tradeId: string;
  readonly message: Message | Timer;
}

interface Process {
  state: unknown;
  arms: Readonly<Record<string, number>>;
}

const stepFor = (message: Message | Timer) => {
  const { on, timeout, rejected } = settling.steps;
  if (message.kind === "timer") return timeout[message.type];
  return message.type === Rejection.type ? rejected?.[(message.data as { command: string }).command] : on[message.type];
};

/**
 * Settlements among their accounts, every message of theirs in any order and some commands lost, as `random` has it. `hurry`, from 0 to 1:
 * how likely a timer runs out before anything else happens.
 */
export function settlementWorld(world: World, random: () => number, losses: number, hurry = 0) {
  const flights: Flight[] = [];
  const processes = new Map<string, Process>();
  let [left, serial] = [losses, 0];
  const send = (message: Message) => flights.push({ tradeId: (message.data as { tradeId: string }).tradeId, message });

  function isLost(): boolean {
    const lost = left > 0 && random() < 0.1;
    if (lost) left -= 1;
    return lost;
  }

  function rearm(process: Process, tradeId: string, fired: string | undefined): void {
    const before = process.arms;
    const holding = Object.keys(settling.waits).filter((name) => settling.waits[name]?.while(process.state));
    const arm = (name: string) => (name === fired ? undefined : before[name]) ?? ++serial;
    process.arms = Object.fromEntries(holding.map((name) => [name, arm(name)]));
    for (const [type, at] of Object.entries(process.arms))
      if (before[type] !== at) flights.push({ tradeId, message: { kind: "timer", type, arm: at } });
  }

  function hear({ tradeId, message }: Flight): void {
    const process = processes.get(tradeId) ?? { state: settling.initial, arms: {} };
    processes.set(tradeId, process);
    if (message.kind === "timer" && process.arms[message.type] !== message.arm) return;
    const data = message.kind === "timer" ? undefined : message.data;
    const result = stepFor(message)?.(process.state, data, { key: tradeId, time: "2026-01-01T12:00:00.000Z" });
    process.state = result?.state ?? process.state;
    for (const command of [result?.send ?? []].flat() as Message[]) if (!isLost()) send(command);
    rearm(process, tradeId, message.kind === "timer" ? message.type : undefined);
  }

  function next(): Flight {
    const timers = random() < hurry ? flights.filter(({ message: { kind } }) => kind === "timer") : [];
    const from = timers.length > 0 ? timers : flights;
    const chosen = from[Math.floor(random() * from.length)] as Flight;
    flights.splice(flights.indexOf(chosen), 1);
    return chosen;
  }

  async function step(): Promise<void> {
    const flight = next();
    const { tradeId, message } = flight;
    const handler = message.kind === "command" ? handlerOf(message) : undefined;
    if (!handler || message.kind === "timer") return hear(flight);
    const made = await draft(world, handler, message, {});
    commit(world, handler, message, made);
    for (const each of made.messages) send(each);
    const request = message.data as Record<string, unknown>;
    const refusal = { command: message.type, code: made.rejected ?? "", reason: "refused", help: "", request };
    if (made.rejected) flights.push({ tradeId, message: new Rejection(refusal) });
  }

  return { send, step, flights };
}
