import type { Case } from "../../case.ts";
import { unlessRefused } from "../../departure.ts";
import { openQueue } from "../../made/queue.ts";
import { type Attributes, openTopic } from "../../made/topic.ts";

const GUIDE = "https://docs.aws.amazon.com/sns/latest/dg";
const OWN_FORM = "Bugle's own filters are lists of exact values; another form is of a system's own infrastructure.";

interface Filter {
  readonly id: string;
  readonly title: string;
  readonly page: string;
  readonly instead?: string;
  readonly policy: object;
  readonly lets: readonly Attributes[];
  readonly holdsBack: readonly Attributes[];
}

/** What must not come is published first: it is looked for until a second after all that must come. */
const filterCase = ({ id, title, page, instead = OWN_FORM, policy, lets, holdsBack }: Filter): Case => ({
  id: `topics/filter-${id}`,
  title,
  source: `${GUIDE}/${page}.html`,
  instead,
  run: async (place) => {
    const [queue, topic] = await Promise.all([openQueue(place, "filtered"), openTopic(place, "filtered")]);
    await topic.subscribe(queue, { FilterPolicy: JSON.stringify(policy) });
    for (const attributes of holdsBack) await topic.publish("held back", attributes);
    for (const attributes of lets) await topic.publish("let through", attributes);
    const messages = [...(await queue.collect(lets.length)), ...(await queue.receive())];
    if (messages.some(({ Body }) => Body === "held back")) return "lets others through";
    return messages.length === lets.length ? undefined : "holds back what matches";
  },
});

const STRINGS = "string-value-matching";

const filters: readonly Filter[] = [
  {
    id: "exact",
    title: "A list of values lets through what has one of them, also in an array of values.",
    page: STRINGS,
    instead: "Nothing: every subscription's filter is such a list.",
    policy: { type: ["Placed", "Shipped"] },
    lets: [{ type: "Shipped", more: "x" }, { type: ["Paid", "Placed"] }],
    holdsBack: [{ type: "placed" }, { type: "Paid" }, { more: "Placed" }, {}],
  },
  {
    id: "and",
    title: "Conditions on two attributes must both hold.",
    page: "and-or-logic",
    policy: { type: ["Placed"], country: ["NL"] },
    lets: [{ type: "Placed", country: "NL" }],
    holdsBack: [{ type: "Placed" }, { type: "Placed", country: "BE" }],
  },
  {
    id: "or",
    title: "Of the alternatives of `$or` one must hold.",
    page: "and-or-logic",
    policy: { $or: [{ type: ["Placed"] }, { price: [{ numeric: [">", 100] }] }] },
    lets: [{ type: "Placed" }, { type: "Paid", price: 101 }],
    holdsBack: [{ type: "Paid", price: 100 }],
  },
  {
    id: "prefix",
    title: "`prefix` lets through values that begin so.",
    page: STRINGS,
    policy: { type: [{ prefix: "Order" }] },
    lets: [{ type: "OrderPlaced" }],
    holdsBack: [{ type: "PlacedOrder" }, { type: "orderPlaced" }],
  },
  {
    id: "suffix",
    title: "`suffix` lets through values that end so.",
    page: STRINGS,
    policy: { type: [{ suffix: "Placed" }] },
    lets: [{ type: "OrderPlaced" }],
    holdsBack: [{ type: "PlacedOrder" }],
  },
  {
    id: "anything-but",
    title: "`anything-but` lets through other values, but not a message without the attribute.",
    page: STRINGS,
    policy: { type: [{ "anything-but": ["Placed", "Paid"] }] },
    lets: [{ type: "Shipped" }],
    holdsBack: [{ type: "Placed" }, { more: "Shipped" }],
  },
  {
    id: "ignoring-case",
    title: "`equals-ignore-case` lets through a value in any case.",
    page: STRINGS,
    policy: { type: [{ "equals-ignore-case": "placed" }] },
    lets: [{ type: "PLACED" }],
    holdsBack: [{ type: "Place" }],
  },
  {
    id: "numeric",
    title: "`numeric` lets through numbers of a range.",
    page: "numeric-value-matching",
    policy: { price: [{ numeric: [">", 0, "<=", 100] }] },
    lets: [{ price: 100 }, { price: 0.5 }],
    holdsBack: [{ price: 0 }, { price: 100.5 }],
  },
  {
    id: "exists",
    title: "`exists` true lets through messages with the attribute.",
    page: "attribute-key-matching",
    policy: { type: [{ exists: true }] },
    lets: [{ type: "Placed" }],
    holdsBack: [{ more: "x" }, {}],
  },
  {
    id: "absent",
    title: "`exists` false lets through messages without the attribute, and those with no attributes at all.",
    page: "attribute-key-matching",
    policy: { type: [{ exists: false }] },
    lets: [{ more: "x" }, {}],
    holdsBack: [{ type: "Placed" }],
  },
];

const ofBody: Case = {
  id: "topics/filter-body",
  title: "With the scope MessageBody a filter is of the properties of a JSON message, nested ones too.",
  source: `${GUIDE}/sns-message-filtering-scope.html`,
  instead: OWN_FORM,
  run: async (place) => {
    const [queue, topic] = await Promise.all([openQueue(place, "body"), openTopic(place, "body")]);
    const policy = { data: { kind: ["rush"], price: [{ numeric: [">", 10] }] } };
    await topic.subscribe(queue, { FilterPolicyScope: "MessageBody", FilterPolicy: JSON.stringify(policy) });
    const matching = '{"data":{"kind":"rush","price":11}}';
    for (const message of ["no JSON", '{"kind":"rush"}', '{"data":{"kind":"rush","price":10}}', matching])
      await topic.publish(message);
    const messages = [...(await queue.collect(1)), ...(await queue.receive())];
    if (messages.length === 0) return "holds back what matches";
    return messages.length === 1 && messages[0]?.Body === matching ? undefined : "lets others through";
  },
};

const refused: Case = {
  id: "topics/filter-invalid",
  title: "A subscription with a filter policy that is none is refused.",
  source: "https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html",
  instead: "Nothing of Bugle relies on it: its filters are written by CDK.",
  run: async (place) => {
    const [queue, topic] = await Promise.all([openQueue(place, "invalid"), openTopic(place, "invalid")]);
    const subscribe = topic.subscribe(queue, { FilterPolicy: '{"type":[{"begins":"Order"}]}' });
    return unlessRefused(subscribe, "InvalidParameterException");
  },
};

export const filtering: readonly Case[] = [...filters.map(filterCase), ofBody, refused];
