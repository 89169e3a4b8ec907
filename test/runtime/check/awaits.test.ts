import { describe, expect, it } from "vitest";
import { handle, on } from "../../../functions/runtime/handler.ts";
import { saga } from "../../../functions/runtime/saga.ts";
import { brief, findingsOf, type Modules } from "./modules.ts";
import {
  CardCharged,
  CardDeclined,
  ChargeCard,
  charge,
  nothing,
  OpenTab,
  settlement,
  steps,
  TabClosed,
  TabOpened,
  tab,
  tavern,
} from "./tavern.ts";

const file = "tavern/settlement.saga.ts";
const { quote, payment } = settlement.waits;
const timeout = { quote: nothing, payment: nothing };

const deaf = saga("settlement", { ...settlement, hears: [CardCharged, CardDeclined], waits: { quote } })({
  on: steps,
  timeout: { quote: nothing },
});
const lost =
  "answers-are-awaited | tavern/settlement.saga.ts | sends ChargeCard and hears its answer CardCharged outside any wait: if the answer is lost, the process stands still for ever";

const told = async (changes: Modules, sentByApis?: string[]) =>
  (await findingsOf({ ...tavern, ...changes }, sentByApis)).map(brief);

describe("an answer outside any wait", () => {
  it("is lost when nobody but the saga asks for it", async () => {
    expect(await told({ [file]: { default: deaf } })).toEqual([lost]);
    expect(await told({ [file]: { default: deaf } }, ["OpenTab"])).toEqual([lost]);
  });

  it("is an interrupt when an API may cause it", async () => {
    expect(await told({ [file]: { default: deaf } }, ["ChargeCard"])).toEqual([]);
  });

  it("is an interrupt when another handler asks for it", async () => {
    const other = on(TabOpened, { sends: [ChargeCard] }, () => []);
    expect(
      await told({ [file]: { default: deaf }, "tavern/charge-card-on-tab-opened.ts": { default: other } }),
    ).toEqual([]);
  });

  it("is an interrupt when a command emits it that the saga does not send", async () => {
    const refusing = handle(OpenTab, { state: charge, emits: [CardCharged, CardDeclined] }, () => []);
    const opening = on(TabClosed, { state: tab, emits: [TabOpened] }, () => []);
    const changes = {
      "tavern/open-tab.ts": { default: refusing },
      "tavern/open-on-tab-closed.ts": { default: opening },
    };
    expect(await told({ [file]: { default: deaf }, ...changes })).toEqual([]);
  });

  it("is covered by the timeout of another answer to the same command", async () => {
    const half = saga("settlement", {
      ...settlement,
      hears: [CardDeclined],
      waits: { quote, payment: { ...payment, for: [CardCharged] } },
    })({ on: steps, timeout });
    expect(await told({ [file]: { default: half } })).toEqual([]);
  });
});

describe("an event heard by a saga that does not ask for it", () => {
  it("is no answer", async () => {
    const interrupted = saga("settlement", { ...settlement, hears: [TabOpened] })({
      on: { ...steps, TabOpened: nothing },
      timeout,
    });
    expect(await told({ [file]: { default: interrupted } })).toEqual([]);
  });
});
