import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { Command, type EventDetail, EventStore, EventType, tuple } from "@castore/core";
import { DynamoDBSingleTableEventStorageAdapter } from "@castore/event-storage-adapter-dynamodb";
import type { CommandContract, Message } from "../../../functions/runtime/contract.ts";
import type { Envelope } from "../../../functions/runtime/envelope.ts";
import type { HandlerDefinition } from "../../../functions/runtime/handler.ts";
import { fold } from "../../../functions/runtime/state.ts";
import { book } from "../../../functions/trading/domain/book.ts";
import listInstrument from "../../../functions/trading/list-instrument.ts";
import placeTradeOrder from "../../../functions/trading/place-trade-order.ts";

type Book = typeof book.initial;
type Fact = EventDetail<string, unknown, never>;

interface Aggregate {
  readonly aggregateId: string;
  readonly version: number;
  readonly book: Book;
}

const HANDLERS: readonly HandlerDefinition[] = [listInstrument, placeTradeOrder];

const reducer = (current: Aggregate | undefined, event: Fact): Aggregate => {
  const { aggregateId, version, type, timestamp: time, payload: data } = event;
  return { aggregateId, version, book: fold(book, current?.book ?? book.initial, { type, v: 1, data, time, version }) };
};

/** The one fact that Bugle's own handler decides on the same state; what it sends besides has no place in Castore. */
function factOf({ id, type, time, correlationid: correlationId, data }: Envelope, state: Book): Message<"event"> {
  const handler = HANDLERS.find(({ contract }) => contract.type === type);
  if (!handler) throw new Error(`Castore is given no ${type}`);
  const checked = (handler.contract as CommandContract).parse(data);
  const received = { id, type, data: checked, time, now: new Date().toISOString(), key: () => id, correlationId };
  const said = [handler.run(received, state, {})].flat() as (Message | { readonly later: Message })[];
  const [fact, ...others] = said.filter((each): each is Message<"event"> => "kind" in each && each.kind === "event");
  if (fact && others.length === 0) return fact;
  throw new Error(`${id} is to be one fact, not ${said.length}`);
}

/** Trading's book as Castore would have it: a command loads, decides and pushes. `keep`: the book stays in memory, and only what is new is loaded. */
export function openCastore(dynamoDBClient: DynamoDBClient, { keep }: { readonly keep: boolean }) {
  const store = new EventStore({
    eventStoreId: "book",
    eventTypes: book.from.map(({ type }) => new EventType<string, unknown, never>({ type })),
    reducer,
    eventStorageAdapter: new DynamoDBSingleTableEventStorageAdapter({ tableName: "events", dynamoDBClient }),
  });
  const kept = new Map<string, Aggregate>();
  const load = async (id: string): Promise<Aggregate | undefined> => {
    const before = kept.get(id);
    if (!before) return (await store.getAggregate(id)).aggregate;
    const { events } = await store.getEvents(id, { minVersion: before.version + 1 });
    return store.buildAggregate(events, before);
  };
  const decide = new Command({
    commandId: "DECIDE",
    requiredEventStores: tuple(store),
    handler: async (envelope: Envelope, [events]) => {
      const aggregateId = String(envelope.subject);
      const before = await load(aggregateId);
      const { type, data: payload } = factOf(envelope, before?.book ?? book.initial);
      const event = { aggregateId, version: (before?.version ?? 0) + 1, type, payload };
      const { nextAggregate } = await events.pushEvent(event, before ? { prevAggregate: before } : {});
      if (keep && nextAggregate) kept.set(aggregateId, nextAggregate);
    },
  });
  return async (envelopes: readonly Envelope[]): Promise<void> => {
    // As text, which is how a queue would bring them.
    for (const body of envelopes.map((envelope) => JSON.stringify(envelope)))
      await decide.handler(JSON.parse(body) as Envelope, [store]);
  };
}
