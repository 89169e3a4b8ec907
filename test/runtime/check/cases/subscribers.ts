import { on } from "../../../../functions/runtime/handler.ts";
import { CardCharged, cards, charge, nothing, TabClosed, TabOpened, tab } from "../tavern.ts";
import type { Case } from "./case.ts";

const ring = "tavern/ring-on-tab-opened.ts";
const wipe = "tavern/wipe-on-tab-closed.ts";
const needy = { needs: { cards }, attempt: () => 0 };

/** Queues that subscribers share, and subscribers of the latest event only. */
export const subscriberCases: Case[] = [
  {
    title: "a shared queue for a subscriber without a state, with needs, and at most once",
    changes: {
      [ring]: { default: on(TabOpened, { queue: "bar", state: tab, ...needy }, nothing) },
      [wipe]: { default: on(TabClosed, { queue: "bar" }, nothing) },
      "tavern/nod-on-card-charged.ts": {
        default: on(CardCharged, { queue: "door", delivery: "at-most-once" }, nothing),
      },
    },
    told: [
      `shared-queues | ${ring} | names the queue tavern/bar but has needs`,
      `shared-queues | ${wipe} | names the queue tavern/bar but has no state`,
      "shared-queues | tavern/nod-on-card-charged.ts | names the queue tavern/door but is at-most-once",
    ],
  },
  {
    title: "a shared queue for subscribers of two states",
    changes: {
      [ring]: { default: on(TabOpened, { queue: "bar", state: tab }, nothing) },
      [wipe]: { default: on(TabClosed, { queue: "bar", state: charge }, nothing) },
    },
    told: [`shared-queues | ${wipe} | the queue tavern/bar is shared by the states tab and charge`],
  },
  {
    title: "two subscribers of one event on one state, whether or not they share a queue",
    changes: {
      [ring]: { default: on(TabOpened, { queue: "bar", state: tab }, nothing) },
      "tavern/wipe-on-tab-opened.ts": { default: on(TabOpened, { state: tab }, nothing) },
      [wipe]: { default: on(TabClosed, { queue: "door", state: tab }, nothing) },
      "tavern/bow-on-tab-closed.ts": { default: on(TabClosed, { queue: "door", state: tab }, nothing) },
      "tavern/nod-on-tab-closed.ts": { default: on(TabClosed, { state: charge }, nothing) },
    },
    told: [
      `heard-once | tavern/wipe-on-tab-opened.ts | ${ring} and tavern/wipe-on-tab-opened.ts decide on the state tab when they hear TabOpened, so the later would take it for a duplicate`,
      `heard-once | ${wipe} | tavern/bow-on-tab-closed.ts and ${wipe} decide on the state tab when they hear TabClosed, so the later would take it for a duplicate`,
    ],
  },
  {
    title: "a shared queue that is named like another consumer",
    changes: { [ring]: { default: on(TabOpened, { queue: "tabs", state: tab }, nothing) } },
    told: [
      `unique-names | tavern/tabs.projection.ts | ${ring} and tavern/tabs.projection.ts have one name, tavern/tabs, so they would share queue and stream`,
    ],
  },
  {
    title: "the latest event only, with what has to hear every event, forgets versions, or waits for a person",
    changes: {
      [ring]: { default: on(TabOpened, { latest: true, state: tab }, nothing) },
      [wipe]: { default: on(TabClosed, { latest: true, delivery: "at-most-once" }, nothing) },
      "tavern/nod-on-card-charged.ts": {
        default: on(CardCharged, { latest: true, needs: { cards }, effect: "hold" }, nothing),
      },
      "tavern/bow-on-tab-closed.ts": { default: on(TabClosed, { latest: true, queue: "bar", state: tab }, nothing) },
    },
    told: [
      `latest | ${ring} | handles the latest event only, but decides on the state tab, which has to hear every event`,
      `latest | ${wipe} | handles the latest event only, but is at-most-once, which remembers no version`,
      "latest | tavern/nod-on-card-charged.ts | handles the latest event only, but leaves a crash to a person, while newer events would have to go on",
      "latest | tavern/bow-on-tab-closed.ts | handles the latest event only, but decides on the state tab, which has to hear every event",
      "shared-queues | tavern/bow-on-tab-closed.ts | names the queue tavern/bar but handles the latest event only",
    ],
  },
];
