import * as z from "zod";
import { command, document, event } from "../../../functions/runtime/contract.ts";
import { handle, on } from "../../../functions/runtime/handler.ts";
import { config, email, need } from "../../../functions/runtime/needs.ts";
import { projection } from "../../../functions/runtime/projection.ts";
import { saga } from "../../../functions/runtime/saga.ts";
import { state } from "../../../functions/runtime/state.ts";
import type { Modules } from "./modules.ts";

const tabId = z.string();

export const contracts = {
  OpenTab: command("OpenTab", { tabId }),
  TabOpened: event("TabOpened", { tabId }, { public: true }),
  CloseTab: command("CloseTab", { tabId }),
  TabClosed: event("TabClosed", { tabId }),
  ChargeCard: command("ChargeCard", { tabId }),
  CardCharged: event("CardCharged", { tabId }),
  CardDeclined: event("CardDeclined", { tabId }),
  PriceTab: command("PriceTab", { tabId }),
  Quote: document("Quote", { amount: z.number() }),
  SendBill: command("SendBill", { to: z.string() }),
};
export const { OpenTab, TabOpened, CloseTab, TabClosed, ChargeCard, CardCharged, CardDeclined } = contracts;
export const { PriceTab, Quote, SendBill } = contracts;

const same = <S>(current: S): S => current;

export const tab = state("tab", { key: "tabId", from: [TabOpened, TabClosed], initial: {} })({
  TabOpened: same,
  TabClosed: same,
});
export const charge = state("charge", { key: "tabId", from: [CardCharged, CardDeclined], initial: { tries: 0 } })({
  CardCharged: same,
  CardDeclined: same,
});
export const cards = need(config(z.object({})), () => ({}));

/** The process of the tavern, as far as it bears no finding. */
export const settlement = {
  key: "tabId",
  startedBy: [TabClosed],
  sends: [PriceTab, ChargeCard],
  initial: { open: true },
  hopLimit: 20,
  waits: {
    quote: { for: [Quote], within: 60_000, while: () => true },
    payment: { for: [CardCharged, CardDeclined], within: 3_600_000, while: () => true },
  },
} as const;
export const nothing = () => undefined;
export const steps = { TabClosed: nothing, Quote: nothing, CardCharged: nothing, CardDeclined: nothing };

export const TakeBottle = command("TakeBottle", { bottleId: z.string() });
export const BottleTaken = event("BottleTaken", { bottleId: z.string() });
export const cellar = state("cellar", { key: "bottleId", from: [BottleTaken], initial: {} })({ BottleTaken: same });

/** Two systems that use everything and bear no finding. */
export const tavern: Modules = {
  "tavern/contracts.ts": contracts,
  "tavern/open-tab.ts": { default: handle(OpenTab, { state: tab, emits: [TabOpened] }, () => []) },
  "tavern/close-tab.ts": { default: handle(CloseTab, { state: tab, emits: [TabClosed] }, () => []) },
  "tavern/charge-card.ts": {
    default: handle(
      ChargeCard,
      { state: charge, needs: { cards }, attempt: ({ tries }) => tries, emits: [CardCharged, CardDeclined] },
      () => [],
    ),
  },
  "tavern/price-tab.ts": { default: handle(PriceTab, { replies: Quote }, () => []) },
  "tavern/send-bill.ts": { default: handle(SendBill, { needs: { email }, effect: "hold" }, () => []) },
  "tavern/send-bill-on-tab-closed.ts": { default: on(TabClosed, { sends: [SendBill] }, () => []) },
  "tavern/ring-bell-on-tab-opened.ts": { default: on(TabOpened, { delivery: "at-most-once" }, () => []) },
  "tavern/tabs.projection.ts": { default: projection("tabs", { of: tab, initial: {} })({}) },
  "tavern/settlement.saga.ts": {
    default: saga("settlement", settlement)({ on: steps, timeout: { quote: nothing, payment: nothing } }),
  },
  "cellar/contracts.ts": { TakeBottle, BottleTaken },
  "cellar/take-bottle.ts": { default: handle(TakeBottle, { state: cellar, emits: [BottleTaken] }, () => []) },
  "cellar/take-bottle-on-tab-opened.ts": { default: on(TabOpened, { sends: [TakeBottle] }, () => []) },
};
