import type { Message } from "../../../functions/runtime/contract.ts";
import { verdictOf } from "../../../functions/runtime/errors.ts";
import type { HandlerDefinition } from "../../../functions/runtime/handler.ts";
import { fold } from "../../../functions/runtime/state.ts";
import cancelTradeOrder from "../../../functions/trading/cancel-trade-order.ts";
import closeTradingDay from "../../../functions/trading/close-trading-day.ts";
import { book } from "../../../functions/trading/domain/book.ts";
import type { Book } from "../../../functions/trading/domain/resting-orders.ts";
import getQuote from "../../../functions/trading/get-quote.ts";
import haltTrading from "../../../functions/trading/halt-trading.ts";
import listInstrument from "../../../functions/trading/list-instrument.ts";
import placeTradeOrder from "../../../functions/trading/place-trade-order.ts";
import replaceTradeOrder from "../../../functions/trading/replace-trade-order.ts";
import resumeTrading from "../../../functions/trading/resume-trading.ts";

const HANDLERS: readonly HandlerDefinition[] = [
  listInstrument,
  placeTradeOrder,
  cancelTradeOrder,
  replaceTradeOrder,
  haltTrading,
  resumeTrading,
  closeTradingDay,
  getQuote,
];
const BY_TYPE = new Map(HANDLERS.map((handler) => [handler.contract.type, handler]));
const NOON = "2026-01-01T12:00:00.000Z";

/** What one command came to. */
export interface Told {
  readonly events: readonly Message[];
  /** Commands and answers. */
  readonly others: readonly unknown[];
  readonly rejected?: string;
}

const foldOne = (state: Book, { type, data }: Message, version: number): Book =>
  fold(book, state, { type, v: 1, data, time: NOON, version });

/** The book that facts fold to, from nothing. */
export const foldedBook = (facts: readonly Message[]): Book =>
  facts.reduce((state, fact, i) => foldOne(state, fact, i + 1), book.initial);

/** One instrument's book and nothing of delivery; commands are handled one after another. */
export function openMarket() {
  const facts: Message[] = [];
  let state = book.initial;
  const tell = (message: Message, now = NOON): Told => {
    const handler = BY_TYPE.get(message.type);
    if (!handler) throw new Error(`the book has no handler of ${message.type}`);
    const { type, data } = message;
    const received = { id: "m", type, data, time: now, now, key: () => "k", correlationId: "c" };
    try {
      const said = [handler.run(received, state, {}) ?? []].flat() as Message[];
      const events = said.filter(({ kind }) => kind === "event");
      for (const event of events) {
        facts.push(event);
        state = foldOne(state, event, facts.length);
      }
      return { events, others: said.filter(({ kind }) => kind !== "event") };
    } catch (error) {
      if (verdictOf(error) !== "rejected") throw error;
      return { events: [], others: [], rejected: (error as { code: string }).code };
    }
  };
  return { tell, facts, state: () => state };
}
