import calculateTax from "../../../functions/commerce/calculate-tax.ts";
import cancelOrder from "../../../functions/commerce/cancel-order.ts";
import type { Cards } from "../../../functions/commerce/cards.ts";
import checkFraud from "../../../functions/commerce/check-fraud.ts";
import * as contracts from "../../../functions/commerce/contracts.ts";
import fulfilment from "../../../functions/commerce/fulfilment.saga.ts";
import generateInvoice from "../../../functions/commerce/generate-invoice.ts";
import markPaid from "../../../functions/commerce/mark-paid-on-payment-processed.ts";
import processPayment from "../../../functions/commerce/process-payment.ts";
import refundPayment from "../../../functions/commerce/refund-payment.ts";
import releaseStock from "../../../functions/commerce/release-stock.ts";
import reserveStock from "../../../functions/commerce/reserve-stock.ts";
import sendReceipt from "../../../functions/commerce/send-receipt-on-invoice-generated.ts";
import shipOrder from "../../../functions/commerce/ship-order.ts";
import takeStock from "../../../functions/commerce/take-stock.ts";
import takeStockOnOrderShipped from "../../../functions/commerce/take-stock-on-order-shipped.ts";
import { type Message, Rejection } from "../../../functions/runtime/contract.ts";
import type { HandlerDefinition } from "../../../functions/runtime/handler.ts";
import { orderId } from "./samples.ts";
import { commit, type Draft, draft, keyIn, type World } from "./world.ts";

type Timer = { readonly kind: "timer"; readonly type: string; readonly arm: number };

/** A message on its way to one receiver; handlers with needs hold a draft between effect and commit. */
interface Flight {
  readonly id: number;
  readonly to: HandlerDefinition | "saga";
  readonly message: Message | Timer;
  readonly bySaga: boolean;
  held?: { readonly draft: Draft; readonly version: number };
}

const commandHandlers: readonly HandlerDefinition[] = [
  calculateTax,
  cancelOrder,
  checkFraud,
  generateInvoice,
  processPayment,
  refundPayment,
  releaseStock,
  reserveStock,
  shipOrder,
  takeStock,
];
const subscribers: readonly HandlerDefinition[] = [markPaid, sendReceipt, takeStockOnOrderShipped];
const TOLERABLE_LOSSES = 3;

const AT_NOON = { key: orderId, time: "2026-01-01T12:00:00.000Z" };

function stepFor(message: Message | Timer) {
  const { on, timeout, rejected } = fulfilment.steps;
  if (message.kind === "timer") return timeout[message.type];
  return message.type === Rejection.type ? rejected?.[(message.data as { command: string }).command] : on[message.type];
}

/** One order among all its handlers, every message in any order, twice, late or lost, as `random` has it. */
export function fulfilmentWorld(world: World, cards: Cards, random: () => number) {
  const flights: Flight[] = [];
  const seen = new Set<string>();
  const emails: Message[] = [];
  let state = fulfilment.initial;
  let arms: Record<string, number> = {};
  let steps = 0;
  let losses = 0;

  const fly = (to: Flight["to"], message: Flight["message"], bySaga = false) =>
    void flights.push({ id: ++steps, to, message, bySaga });

  function send(message: Message, bySaga = false): void {
    const handler = commandHandlers.find(({ contract }) => contract.type === message.type);
    if (message.type === contracts.SendEmail.type) emails.push(message);
    else if (handler) fly(handler, message, bySaga);
    else if (message.kind === "command") throw new Error(`nobody takes ${message.type}`);
    for (const to of subscribers) if (to.contract.type === message.type) fly(to, message);
    if (message.type in fulfilment.steps.on) fly("saga", message);
  }

  function hear(message: Message | Timer): void {
    const moot = message.kind === "timer" && arms[message.type] !== message.arm;
    if (moot) return;
    const result = stepFor(message)?.(state, message.kind === "timer" ? undefined : message.data, AT_NOON);
    state = result?.state ?? state;
    for (const command of [result?.send ?? []].flat() as Message[]) send(command, true);
    rearm(message.kind === "timer" ? message.type : undefined);
  }

  function rearm(fired: string | undefined): void {
    const before = arms;
    const holding = Object.keys(fulfilment.waits).filter((name) => fulfilment.waits[name]?.while(state));
    const arm = (name: string) => (name === fired ? undefined : before[name]) ?? ++steps;
    arms = Object.fromEntries(holding.map((name) => [name, arm(name)]));
    for (const [type, at] of Object.entries(arms))
      if (before[type] !== at) fly("saga", { kind: "timer", type, arm: at });
  }

  function settle(to: HandlerDefinition, message: Message, { bySaga }: Flight, made: Draft): void {
    commit(world, to, message, made);
    for (const each of made.messages) send(each);
    const { type: command, data: request } = message as { type: string; data: Record<string, unknown> };
    if (made.rejected && bySaga)
      fly("saga", new Rejection({ command, code: made.rejected, reason: "", help: "", request }));
  }

  /** One step of one message: false leaves it on its way. */
  async function deliver(flight: Flight): Promise<boolean> {
    const { to, message } = flight;
    if (to === "saga" || message.kind === "timer") {
      hear(message);
      return true;
    }
    const version = () => (to.options.state ? world.facts(to.options.state, keyIn(to, message)).length : 0);
    const { held } = flight;
    if (held && held.version === version()) {
      settle(to, message, flight, held.draft);
      return true;
    }
    try {
      const made = { draft: await draft(world, to, message, { cards }), version: version() };
      if (random() < 0.9) flight.held = made;
    } catch {
      delete flight.held;
    }
    return false;
  }

  async function step(): Promise<void> {
    const at = Math.floor(random() * flights.length);
    const flight = flights[at] as Flight;
    const name = `${flight.to === "saga" ? "saga" : commandOf(flight.to)} ${flight.id}`;
    const isLost = flight.bySaga && losses < TOLERABLE_LOSSES && random() < 0.05;
    if (isLost) losses += 1;
    const isDone = isLost || seen.has(name) || (await deliver(flight));
    if (!isDone) return;
    seen.add(name);
    if (random() < 0.8) flights.splice(flights.indexOf(flight), 1);
  }

  return { send, step, flights, emails, saga: () => state as { status: string } };
}

const commandOf = ({ contract }: HandlerDefinition) => contract.type;
