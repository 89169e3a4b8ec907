import { callerKeys } from "../../../../functions/runtime/caller-keys.ts";
import type { CommandContract, EventContract } from "../../../../functions/runtime/contract.ts";
import { type EdgeContext, operation, resource } from "../../../../functions/runtime/edge/index.ts";
import { handle, on } from "../../../../functions/runtime/handler.ts";
import { saga } from "../../../../functions/runtime/saga.ts";
import { things } from "../../../../functions/runtime/things.ts";
import { CloseTab, nothing, settlement, steps, TabClosed, TabOpened, tab } from "../tavern.ts";
import type { Case } from "./case.ts";

const asEvent = CloseTab as unknown as EventContract;
const asCommand = TabOpened as unknown as CommandContract;
const { TabClosed: _fold, ...folds } = tab.evolve;
const { CardDeclined: _step, ...someSteps } = steps;

const answer = (c: EdgeContext) => c.json(1);
const guests = operation({ summary: "A guest's own", key: "x-guest-key" });
const keyed = resource().get("/tabs/:tab", guests, answer);
const isGuest = async () => true;

/** What does not compile, met by whoever does not compile. */
export const shapeCases: Case[] = [
  {
    title: "topics without an API",
    changes: { "tavern/things.ts": { default: things({ "taps/+/opened": { post: "/taps/:1" } }) } },
    told: [
      "topics-need-an-api | tavern/things.ts | says what devices may publish, but tavern has no API that would take it",
    ],
  },
  {
    title: "a key that nothing checks",
    changes: { "tavern/api/index.ts": { default: keyed } },
    told: [
      "caller-keys | tavern/api/index.ts | has operations with the key x-guest-key, and nothing says how it is checked",
    ],
  },
  {
    title: "a check of a key that no operation names",
    changes: {
      "tavern/caller-keys.ts": { default: callerKeys({ "x-guest-key": isGuest, "x-cook-key": isGuest }) },
      "tavern/api/index.ts": { default: keyed },
    },
    told: ["caller-keys | tavern/caller-keys.ts | checks the key x-cook-key, which no operation of the API names"],
  },
  {
    title: "routes with a key where API Gateway could take another route for them",
    changes: {
      "tavern/caller-keys.ts": { default: callerKeys({ "x-guest-key": isGuest }) },
      "tavern/api/index.ts": {
        default: resource()
          .get("/tabs/:tab", guests, answer)
          .get("/tabs/open", answer)
          .delete("/tabs/:tab", answer)
          .get("/files/*", guests, answer),
      },
    },
    told: [
      "caller-keys | tavern/api/index.ts | has the key x-guest-key for GET /tabs/{tab}, where a request may be GET /tabs/open as well",
      "caller-keys | tavern/api/index.ts | has the key x-guest-key for GET /files/*, which is no single route",
    ],
  },
  {
    title: "routes with a key that a wildcard, any method, a pattern or what every API has would answer",
    changes: {
      "tavern/caller-keys.ts": { default: callerKeys({ "x-guest-key": isGuest }) },
      "tavern/api/index.ts": {
        default: resource()
          .get("/files/*", answer)
          .get("/files/:id/key", guests, answer)
          .all("/tabs/:tab", operation({ summary: "All" }), answer)
          .get("/tabs/:tab", guests, answer)
          .get("/cups/:rest{.+}", answer)
          .get("/cups/:cup/key", guests, answer)
          .get("/mugs/:mug{[a-z]+}", answer)
          .get("/mugs/:mug/key", guests, answer)
          .get("/:any/log", guests, answer),
      },
    },
    told: [
      "caller-keys | tavern/api/index.ts | has the key x-guest-key for GET /files/{id}/key, where a request may be GET /files/* as well",
      "caller-keys | tavern/api/index.ts | has the key x-guest-key for GET /tabs/{tab}, where a request may be ALL /tabs/{tab} as well",
      "caller-keys | tavern/api/index.ts | has the key x-guest-key for GET /cups/{cup}/key, where a request may be GET /cups/{rest+} as well",
      "caller-keys | tavern/api/index.ts | has the key x-guest-key for GET /{any}/log, where a request may be GET /trace/{correlationId} as well",
      "caller-keys | tavern/api/index.ts | has the key x-guest-key for GET /{any}/log, where a request may be GET /files/* as well",
      "caller-keys | tavern/api/index.ts | has the key x-guest-key for GET /{any}/log, where a request may be ALL /tabs/{tab} as well",
      "caller-keys | tavern/api/index.ts | has the key x-guest-key for GET /{any}/log, where a request may be GET /cups/{rest+} as well",
      "caller-keys | tavern/api/index.ts | has the key x-guest-key for GET /{any}/log, where a request may be GET /mugs/{mug} as well",
    ],
  },
  {
    title: "a subscriber of a command",
    changes: { "tavern/log-on-close-tab.ts": { default: on(asEvent, {}, () => []) } },
    told: [
      "kinds-fit | tavern/log-on-close-tab.ts | it subscribes to CloseTab, which is a command: nobody would ever hear it",
    ],
  },
  {
    title: "a handler of an event",
    changes: { "tavern/tab-opened.ts": { default: handle(asCommand, {}, () => []) } },
    told: ["kinds-fit | tavern/tab-opened.ts | it handles TabOpened, which is an event: those have subscribers"],
  },
  {
    title: "a fact without a fold",
    changes: {
      "tavern/close-tab.ts": {
        default: handle(
          CloseTab,
          { state: { ...tab, evolve: folds } as unknown as typeof tab, emits: [TabClosed] },
          nothing,
        ),
      },
    },
    told: ["folds-are-whole | tavern/close-tab.ts | the state tab has TabClosed in `from` but no fold for it"],
  },
  {
    title: "a message without a step",
    changes: {
      "tavern/settlement.saga.ts": {
        default: saga(
          "settlement",
          settlement,
        )({ on: someSteps as typeof steps, timeout: { quote: nothing, payment: nothing } }),
      },
    },
    told: [
      "folds-are-whole | tavern/settlement.saga.ts | the saga settlement hears CardDeclined but has no step for it",
    ],
  },
];
