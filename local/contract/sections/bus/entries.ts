import type { Case } from "../../case.ts";
import { unlessRefused } from "../../departure.ts";
import { openBus } from "../../made/bus.ts";
import { openQueue, said } from "../../made/queue.ts";

const API = "https://docs.aws.amazon.com/eventbridge/latest/APIReference";
const NEVER_MADE = "Nothing of Bugle relies on it: the relay makes whole entries only.";

const malformed: Case = {
  id: "bus/detail-malformed",
  title: "An entry whose detail is no JSON fails alone, as MalformedDetail.",
  source: `${API}/API_PutEventsResultEntry.html`,
  instead: NEVER_MADE,
  run: async (place) => {
    const bus = await openBus(place, "malformed");
    const { FailedEntryCount, Entries = [] } = await bus.put({}, { Detail: "{order" });
    if (FailedEntryCount !== 1) return "accepted";
    const [good, bad] = Entries;
    return good?.EventId && bad?.ErrorCode === "MalformedDetail" ? undefined : `fails as ${bad?.ErrorCode}`;
  },
};

const incomplete: Case = {
  id: "bus/source-missing",
  title: "An entry without a source fails alone.",
  source: `${API}/API_PutEventsRequestEntry.html`,
  instead: NEVER_MADE,
  run: async (place) => {
    const bus = await openBus(place, "sourceless");
    const { FailedEntryCount, Entries = [] } = await bus.put({}, { Source: undefined });
    if (FailedEntryCount !== 1) return "accepted";
    return Entries[0]?.EventId && Entries[1]?.ErrorCode ? undefined : "the other entry fails";
  },
};

const atMostTen: Case = {
  id: "bus/batch-of-eleven",
  title: "A request of more than ten entries is refused.",
  source: `${API}/API_PutEvents.html`,
  instead: "Nothing of Bugle relies on it: batches are cut at ten.",
  run: async (place) => {
    const bus = await openBus(place, "eleven");
    return unlessRefused(bus.put(...Array.from({ length: 11 }, () => ({}))), "ValidationException");
  },
};

const largest: Case = {
  id: "bus/size",
  title: "Entries of more than 1 MB in all are refused.",
  source: `${API}/API_PutEvents.html`,
  instead: "Nothing of Bugle relies on it: batches are cut by size, and a message of more than 256 KiB is never made.",
  run: async (place) => {
    const bus = await openBus(place, "size");
    const Detail = JSON.stringify({ text: "x".repeat(600_000) });
    return unlessRefused(bus.put({ Detail }, { Detail }), "ValidationException");
  },
};

const nowhere: Case = {
  id: "bus/unknown",
  title: "An entry for a bus that does not exist is taken without a word, and no rule of another bus gets it.",
  source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html",
  instead: "Nothing: a bus is named by the deployment, never by hand.",
  run: async (place) => {
    const [queue, bus] = await Promise.all([openQueue(place, "known"), openBus(place, "known")]);
    await bus.route({ source: ["bugle.contract"] }, queue, { InputPath: "$.detail.to" });
    const unknown = { EventBusName: place.name("unknown"), Detail: '{"to":"unknown"}' };
    const { FailedEntryCount, Entries = [] } = await bus.put(unknown, { Detail: '{"to":"known"}' });
    if (FailedEntryCount !== 0 || !Entries[0]?.EventId) return "refused";
    const bodies = said([await queue.next(), ...(await queue.receive())]);
    return bodies === '"known"' ? undefined : "another bus gets it";
  },
};

export const entries: readonly Case[] = [malformed, incomplete, atMostTen, largest, nowhere];
