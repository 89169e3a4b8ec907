import * as z from "zod";
import { document, event } from "../../../../functions/runtime/contract.ts";
import { on } from "../../../../functions/runtime/handler.ts";
import { saga } from "../../../../functions/runtime/saga.ts";
import {
  CardCharged,
  CardDeclined,
  ChargeCard,
  contracts,
  nothing,
  OpenTab,
  settlement,
  steps,
  TabClosed,
} from "../tavern.ts";
import type { Case } from "./case.ts";

const timeout = { quote: nothing, payment: nothing };
const { quote, payment } = settlement.waits;
const file = "tavern/settlement.saga.ts";
const Receipt = document("Receipt", {});
const PoliceCalled = event("PoliceCalled", { street: z.string() });

export const sagaCases: Case[] = [
  {
    title: "a saga that nothing starts",
    changes: {
      [file]: {
        default: saga("settlement", { ...settlement, hears: [TabClosed], startedBy: [] })({
          on: steps,
          timeout,
        } as never),
      },
    },
    told: ["sagas-start | tavern/settlement.saga.ts | the saga settlement is started by nothing"],
  },
  {
    title: "a saga in the file of another name",
    changes: {
      [file]: undefined,
      "tavern/payment.saga.ts": { default: saga("settlement", settlement)({ on: steps, timeout }) },
    },
    told: ["file-names | tavern/payment.saga.ts | payment.saga.ts is no fitting name: a saga's file bears its name"],
  },
  {
    title: "a wait without end and a wait without a timeout step",
    changes: {
      [file]: {
        default: saga("settlement", {
          ...settlement,
          waits: { quote: { ...quote, within: Number.POSITIVE_INFINITY }, payment },
        })({ on: steps, timeout: { quote: nothing } } as never),
      },
    },
    told: [
      "waits-end | tavern/settlement.saga.ts | the wait quote never times out: `within` is Infinity",
      "waits-end | tavern/settlement.saga.ts | the wait payment has no timeout step",
    ],
  },
  {
    title: "an answer heard outside any wait",
    changes: {
      [file]: {
        default: saga("settlement", { ...settlement, hears: [CardCharged, CardDeclined], waits: { quote } })({
          on: steps,
          timeout: { quote: nothing },
        }),
      },
    },
    told: [
      "answers-are-awaited | tavern/settlement.saga.ts | sends ChargeCard and hears its answer CardCharged outside any wait: if the answer is lost, the process stands still for ever",
    ],
  },
  {
    title: "a wait for a document that nobody will reply with",
    changes: {
      "tavern/contracts.ts": { ...contracts, Receipt },
      [file]: {
        default: saga("settlement", {
          ...settlement,
          waits: { quote, payment: { ...payment, for: [CardCharged, CardDeclined, Receipt] } },
        })({
          on: { ...steps, Receipt: nothing },
          timeout,
        }),
      },
    },
    told: [
      "awaited-replies | tavern/settlement.saga.ts | waits for Receipt, which no command that it sends is answered with",
    ],
  },
  {
    title: "an event without the saga's key",
    changes: {
      "tavern/contracts.ts": { ...contracts, PoliceCalled },
      [file]: {
        default: saga("settlement", { ...settlement, hears: [PoliceCalled] })({
          on: { ...steps, PoliceCalled: nothing },
          timeout,
        }),
      },
    },
    told: [
      "emitted-events | tavern/settlement.saga.ts | listens to PoliceCalled, which nobody emits",
      "keys | tavern/settlement.saga.ts | PoliceCalled has no field tabId, which is the key of the saga settlement",
    ],
  },
  {
    title: "loops through a saga, without a hop limit",
    changes: {
      [file]: {
        default: saga("settlement", { ...settlement, hopLimit: undefined } as never)({ on: steps, timeout } as never),
      },
    },
    told: [
      "loops | tavern/charge-card.ts | charge-card → CardCharged → settlement → ChargeCard → charge-card goes round without a hop limit",
    ],
  },
  {
    title: "a loop of handlers, without a hop limit and with a senseless one",
    changes: {
      "tavern/open-tab-on-tab-closed.ts": { default: on(TabClosed, { sends: [OpenTab] }, () => []) },
      "tavern/close-tab-on-tab-opened.ts": {
        default: on(contracts.TabOpened, { sends: [contracts.CloseTab] }, () => []),
      },
      "tavern/charge-card-on-tab-closed.ts": { default: on(TabClosed, { sends: [ChargeCard], hopLimit: 0 }, () => []) },
    },
    told: [
      "loops | tavern/close-tab-on-tab-opened.ts | close-tab-on-tab-opened → CloseTab → close-tab → TabClosed → open-tab-on-tab-closed → OpenTab → open-tab → TabOpened → close-tab-on-tab-opened goes round without a hop limit",
      "loops | tavern/charge-card-on-tab-closed.ts | hopLimit is 0",
    ],
  },
];
