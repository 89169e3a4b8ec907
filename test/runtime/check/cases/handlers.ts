import * as z from "zod";
import { event } from "../../../../functions/runtime/contract.ts";
import { handle, on } from "../../../../functions/runtime/handler.ts";
import { projection } from "../../../../functions/runtime/projection.ts";
import { state } from "../../../../functions/runtime/state.ts";
import {
  BottleTaken,
  CardCharged,
  CardDeclined,
  ChargeCard,
  CloseTab,
  cards,
  cellar,
  charge,
  contracts,
  OpenTab,
  SendBill,
  TabClosed,
  TabOpened,
  TakeBottle,
  tab,
} from "../tavern.ts";
import type { Case } from "./case.ts";

const same = <S>(current: S): S => current;
const TabLost = event("TabLost", { tableId: z.string() });
const lossy = state("tab", { key: "tabId", from: [TabOpened, TabClosed, TabLost], initial: {} })({
  TabOpened: same,
  TabClosed: same,
  TabLost: same,
});
const till = state("till", { key: "tabId", from: [TabOpened, TabClosed], initial: {} })({
  TabOpened: same,
  TabClosed: same,
});
const settlement = state("settlement", { key: "tabId", from: [], initial: {} })({});
const both = [CardCharged, CardDeclined] as const;

export const handlerCases: Case[] = [
  {
    title: "two consumers of one name",
    changes: { "tavern/tab.projection.ts": { default: projection("tab", { of: tab, initial: {} })({}) } },
    told: [
      "unique-names | tavern/tab.projection.ts | tavern/close-tab.ts, tavern/open-tab.ts and tavern/tab.projection.ts have one name, tavern/tab, so they would share queue and stream",
    ],
  },
  {
    title: "two handlers of one name",
    changes: {
      "tavern/open-tab.ts": {
        default: handle(OpenTab, { state: tab, emits: [TabOpened], name: "close-tab" }, () => []),
      },
    },
    told: [
      "unique-names | tavern/open-tab.ts | tavern/close-tab.ts and tavern/open-tab.ts have one name, tavern/close-tab, so they would share queue and stream",
    ],
  },
  {
    title: "a handler with needs that is named like the state of others",
    changes: {
      "tavern/charge-card.ts": {
        default: handle(
          ChargeCard,
          { state: charge, needs: { cards }, attempt: () => 0, emits: both, name: "tab" },
          () => [],
        ),
      },
    },
    told: [
      "unique-names | tavern/open-tab.ts | tavern/charge-card.ts, tavern/close-tab.ts and tavern/open-tab.ts have one name, tavern/tab, so they would share queue and stream",
    ],
  },
  {
    title: "files that are not named after what is in them",
    changes: {
      "cellar/take-bottle.ts": undefined,
      "cellar/bottle.ts": { default: handle(TakeBottle, { state: cellar, emits: [BottleTaken] }, () => []) },
      "cellar/take-bottle-on-tab-opened.ts": undefined,
      "cellar/on-tab-opened.ts": { default: on(TabOpened, { sends: [TakeBottle] }, () => []) },
      "tavern/tabs.projection.ts": undefined,
      "tavern/all-tabs.projection.ts": { default: projection("tabs", { of: tab, initial: {} })({}) },
    },
    told: [
      "file-names | cellar/bottle.ts | bottle.ts is no fitting name: the handler of a command is named after it",
      "file-names | cellar/on-tab-opened.ts | on-tab-opened.ts is no fitting name: a subscriber's name says what it does, and on which event",
      "file-names | tavern/all-tabs.projection.ts | all-tabs.projection.ts is no fitting name: a projection's file bears its name",
    ],
  },
  {
    title: "an emit without a state",
    changes: { "cellar/take-bottle.ts": { default: handle(TakeBottle, { emits: [BottleTaken] } as never, () => []) } },
    told: ["emits-need-state | cellar/take-bottle.ts | emits BottleTaken without a state: facts need a home"],
  },
  {
    title: "an emit that the state does not fold",
    changes: {
      "tavern/open-tab.ts": { default: handle(OpenTab, { state: tab, emits: [TabOpened, CardCharged] }, () => []) },
    },
    told: [
      "emits-are-folded | tavern/open-tab.ts | emits CardCharged, which the state tab does not fold, so no answer would be committed",
    ],
  },
  {
    title: "a fold of another state's event",
    changes: {
      "tavern/send-bill-on-tab-closed.ts": { default: on(TabClosed, { state: till, sends: [SendBill] }, () => []) },
    },
    told: [
      "folds-are-fed | tavern/send-bill-on-tab-closed.ts | the state till folds TabOpened, but only tavern/open-tab.ts emits it, into another stream",
      "folds-are-fed | tavern/send-bill-on-tab-closed.ts | the state till folds TabClosed, but only tavern/close-tab.ts emits it, into another stream",
    ],
  },
  {
    title: "a projection of a state that its system does not decide on",
    changes: { "cellar/tills.projection.ts": { default: projection("tills", { of: till, initial: {} })({}) } },
    told: [
      "projected-states | cellar/tills.projection.ts | reads the state till, but no handler of cellar decides on it, so there is no such stream",
    ],
  },
  {
    title: "one state in two systems",
    changes: {
      "cellar/take-bottle-on-tab-opened.ts": { default: on(TabOpened, { state: tab, sends: [TakeBottle] }, () => []) },
    },
    told: [
      "states-are-one | tavern/close-tab.ts | cellar/take-bottle-on-tab-opened.ts and tavern/close-tab.ts use one state, tab, in two systems, which have a journal each",
      "states-are-one | tavern/open-tab.ts | cellar/take-bottle-on-tab-opened.ts and tavern/open-tab.ts use one state, tab, in two systems, which have a journal each",
      "states-are-one | tavern/tabs.projection.ts | cellar/take-bottle-on-tab-opened.ts and tavern/tabs.projection.ts use one state, tab, in two systems, which have a journal each",
      "folds-are-fed | cellar/take-bottle-on-tab-opened.ts | the state tab folds TabOpened, but only tavern/open-tab.ts emits it, into another stream",
      "folds-are-fed | cellar/take-bottle-on-tab-opened.ts | the state tab folds TabClosed, but only tavern/close-tab.ts emits it, into another stream",
    ],
  },
  {
    title: "two states of one name, and a contract without the state's key",
    changes: {
      "tavern/contracts.ts": { ...contracts, TabLost },
      "tavern/close-tab.ts": { default: handle(CloseTab, { state: lossy, emits: [TabClosed, TabLost] }, () => []) },
    },
    told: [
      "states-are-one | tavern/open-tab.ts | tavern/close-tab.ts and tavern/open-tab.ts mean two different states by the name tab",
      "states-are-one | tavern/tabs.projection.ts | tavern/close-tab.ts and tavern/tabs.projection.ts mean two different states by the name tab",
      "keys | tavern/close-tab.ts | TabLost has no field tabId, which is the key of the state tab",
    ],
  },
  {
    title: "a state and a saga that write the same streams",
    changes: {
      "tavern/send-bill-on-tab-closed.ts": {
        default: on(TabClosed, { state: settlement, sends: [SendBill] }, () => []),
      },
    },
    told: [
      "streams-have-one-owner | tavern/settlement.saga.ts | the state settlement and the saga tavern/settlement write the same streams, tavern/settlement/…",
    ],
  },
  {
    title: "an eager handler that sends to no queue that deduplicates",
    changes: {
      "tavern/send-bill-on-tab-closed.ts": { default: on(TabClosed, { sends: [SendBill], eager: true }, () => []) },
    },
    told: [
      "eager-sends | tavern/send-bill-on-tab-closed.ts | is eager, but sends no command of a state, and only their queues swallow what is sent twice",
    ],
  },
  {
    title: "a rate of what is acknowledged before it runs",
    changes: {
      "tavern/send-bill-on-tab-closed.ts": {
        default: on(TabClosed, { delivery: "at-most-once", rate: { limit: 1, per: 1_000 } }, () => undefined),
      },
    },
    told: [
      "rates | tavern/send-bill-on-tab-closed.ts | has a rate and is at-most-once: what had to wait would be lost, since it is acknowledged first",
    ],
  },
  {
    title: "a rate that lets nothing through",
    changes: { "tavern/send-bill.ts": { default: handle(SendBill, { rate: { limit: 0, per: 1_000 } }, () => []) } },
    told: [
      "rates | tavern/send-bill.ts | has a rate of 0 in 1000 ms with a burst of 1, which lets nothing through, or everything",
    ],
  },
  {
    title: "a rate without a limit",
    changes: {
      "tavern/send-bill.ts": {
        default: handle(SendBill, { rate: { limit: Number.POSITIVE_INFINITY, per: 1_000 } }, () => []),
      },
    },
    told: [
      "rates | tavern/send-bill.ts | has a rate of Infinity in 1000 ms with a burst of 1, which lets nothing through, or everything",
    ],
  },
  {
    title: "a rate by what its command does not say",
    changes: {
      "tavern/send-bill.ts": { default: handle(SendBill, { rate: { limit: 1, per: 1_000, by: "mood" } }, () => []) },
    },
    told: [
      "rates | tavern/send-bill.ts | has a rate by mood, which is no field of SendBill: all would share one bucket",
    ],
  },
  {
    title: "a halt where nothing keeps an order",
    changes: { "tavern/send-bill.ts": { default: handle(SendBill, { retry: { exhausted: "halt" } }, () => []) } },
    told: [
      'exhausted | tavern/send-bill.ts | says exhausted: "halt", but its queue keeps no order that a dead letter could break',
    ],
  },
  {
    title: "an effect without needs",
    changes: { "tavern/send-bill.ts": { default: handle(SendBill, { effect: "again" }, () => []) } },
    told: ['effects | tavern/send-bill.ts | says effect: "again", but needs no outside service, so there is no effect'],
  },
  {
    title: "needs and a state without attempts",
    changes: {
      "tavern/charge-card.ts": {
        default: handle(ChargeCard, { state: charge, needs: { cards }, emits: both }, () => []),
      },
    },
    told: [
      "attempts | tavern/charge-card.ts | has needs and the state charge, but no `attempt`: every try ever made would share one provider key",
    ],
  },
  {
    title: "attempts without needs, and without a state",
    changes: {
      "tavern/charge-card.ts": {
        default: handle(ChargeCard, { state: charge, attempt: () => 0, emits: both }, () => []),
      },
      "tavern/send-bill.ts": { default: handle(SendBill, { needs: { cards }, attempt: () => 0 }, () => []) },
    },
    told: [
      "attempts | tavern/charge-card.ts | counts attempts, but needs no outside service that would be given a key",
      "attempts | tavern/send-bill.ts | counts attempts without a state to count them in",
    ],
  },
  {
    title: "at most once, with something to commit",
    changes: {
      "tavern/ring-bell-on-tab-opened.ts": {
        default: on(TabOpened, { delivery: "at-most-once", state: tab, sends: [SendBill] }, () => []),
      },
    },
    told: [
      "at-most-once | tavern/ring-bell-on-tab-opened.ts | is at-most-once with the state tab and `sends`, but it commits nothing, so all that would be lost",
    ],
  },
];
