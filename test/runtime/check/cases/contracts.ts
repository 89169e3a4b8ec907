import * as z from "zod";
import { command, event } from "../../../../functions/runtime/contract.ts";
import { handle, on } from "../../../../functions/runtime/handler.ts";
import { state } from "../../../../functions/runtime/state.ts";
import { BottleTaken, contracts, OpenTab, TabClosed, TabOpened, TakeBottle, tab } from "../tavern.ts";
import type { Case } from "./case.ts";

const tabId = z.string();
const Unheard = event("TabForgotten", { tabId });
const OpenlyPriced = command("PriceTab", { tabId }, { public: true } as never);
const Whistled = event("TuneWhistled", { tabId });
const pub = state("pub", { key: "tabId", from: [TabOpened], initial: {} })({ TabOpened: (current) => current });

export const contractCases: Case[] = [
  {
    title: "a contract that two systems declare",
    changes: { "cellar/contracts.ts": { TakeBottle, BottleTaken, TabClosed } },
    told: [
      "unique-contracts | tavern/contracts.ts | TabClosed is declared 2 times: in cellar/contracts.ts and tavern/contracts.ts",
      "own-events | tavern/close-tab.ts | emits TabClosed, which belongs to cellar: it would go to the topic of tavern, where nobody expects it",
      "private-events | tavern/send-bill-on-tab-closed.ts | listens to TabClosed, which is private to cellar and never reaches the bus",
      "private-events | tavern/settlement.saga.ts | listens to TabClosed, which is private to cellar and never reaches the bus",
    ],
  },
  {
    title: "a public command",
    changes: { "tavern/contracts.ts": { ...contracts, PriceTab: OpenlyPriced } },
    told: ["public-events | tavern/contracts.ts | command PriceTab is public, but only events travel on the bus"],
  },
  {
    title: "a contract outside contracts.ts",
    changes: { "tavern/whistle-on-tune-whistled.ts": { default: on(Whistled, {}, () => []) } },
    told: [
      "known-contracts | tavern/whistle-on-tune-whistled.ts | TuneWhistled is declared in no system's contracts.ts",
    ],
  },
  {
    title: "a command without a handler",
    changes: { "tavern/open-tab.ts": undefined, "tavern/send-bill.ts": undefined },
    told: [
      "one-handler | tavern/contracts.ts | command OpenTab has no handler, so whatever is sent is refused",
      "one-handler | tavern/contracts.ts | command SendBill has no handler, so whatever is sent is refused",
      "emitted-events | cellar/take-bottle-on-tab-opened.ts | listens to TabOpened, which nobody emits",
      "emitted-events | tavern/ring-bell-on-tab-opened.ts | listens to TabOpened, which nobody emits",
    ],
  },
  {
    title: "a command with two handlers",
    changes: {
      "tavern/start-tab.ts": { default: handle(OpenTab, { state: tab, emits: [TabOpened] }, () => []) },
    },
    told: [
      "one-handler | tavern/start-tab.ts | command OpenTab has 2 handlers: tavern/open-tab.ts and tavern/start-tab.ts",
      "file-names | tavern/start-tab.ts | start-tab.ts is no fitting name: the handler of a command is named after it",
    ],
  },
  {
    title: "an event that nobody emits",
    changes: { "tavern/contracts.ts": { ...contracts, Unheard } },
    told: ["emitted-events | tavern/contracts.ts | nobody emits TabForgotten"],
  },
  {
    title: "an event that somebody hears and nobody emits",
    changes: {
      "tavern/contracts.ts": { ...contracts, Unheard },
      "tavern/sigh-on-tab-forgotten.ts": { default: on(Unheard, {}, () => []) },
    },
    told: ["emitted-events | tavern/sigh-on-tab-forgotten.ts | listens to TabForgotten, which nobody emits"],
  },
  {
    title: "an event that another system emits too",
    changes: {
      "cellar/take-bottle-on-tab-opened.ts": { default: on(TabOpened, { state: pub, emits: [TabOpened] }, () => []) },
    },
    told: [
      "own-events | cellar/take-bottle-on-tab-opened.ts | emits TabOpened, which belongs to tavern: it would go to the topic of cellar, where nobody expects it",
      "loops | cellar/take-bottle-on-tab-opened.ts | take-bottle-on-tab-opened → TabOpened → take-bottle-on-tab-opened goes round without a hop limit",
    ],
  },
  {
    title: "a subscription to another system's private event",
    changes: { "cellar/take-bottle-on-tab-closed.ts": { default: on(TabClosed, { sends: [TakeBottle] }, () => []) } },
    told: [
      "private-events | cellar/take-bottle-on-tab-closed.ts | listens to TabClosed, which is private to tavern and never reaches the bus",
    ],
  },
  {
    title: "an event in the imperative and a command in the past tense",
    changes: {
      "cellar/contracts.ts": { TakeBottle: command("BottleTaken", {}), BottleTaken: event("TakeBottle", {}) },
      "cellar/take-bottle.ts": undefined,
      "cellar/take-bottle-on-tab-opened.ts": undefined,
    },
    told: [
      "moods | cellar/contracts.ts | event TakeBottle is in the wrong mood: an event says what happened, in the past tense, like OrderSubmitted",
      "moods | cellar/contracts.ts | command BottleTaken is in the wrong mood: a command says what to do, in the imperative, like SubmitOrder",
      "one-handler | cellar/contracts.ts | command BottleTaken has no handler, so whatever is sent is refused",
      "emitted-events | cellar/contracts.ts | nobody emits TakeBottle",
    ],
  },
];
