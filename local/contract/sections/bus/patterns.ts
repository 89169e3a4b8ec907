import type { Case } from "../../case.ts";
import { unlessRefused } from "../../departure.ts";
import { openBus } from "../../made/bus.ts";
import { openQueue } from "../../made/queue.ts";

const OPERATORS = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html";
const OWN_FORM = "Bugle's own patterns are lists of detail types; another form is of a system's own infrastructure.";

interface Pattern {
  readonly id: string;
  readonly title: string;
  readonly source?: string;
  /** Of the detail. */
  readonly pattern: object;
  readonly matches: readonly object[];
  readonly passesBy: readonly object[];
}

/** What must not come is put first: it is looked for until a second after all that must come. */
const patternCase = ({ id, title, source = OPERATORS, pattern, matches, passesBy }: Pattern): Case => ({
  id: `bus/pattern-${id}`,
  title,
  source,
  instead: OWN_FORM,
  run: async (place) => {
    const [queue, bus] = await Promise.all([openQueue(place, "pattern"), openBus(place, "pattern")]);
    await bus.route({ detail: pattern }, queue, { InputPath: "$.detail.is" });
    await bus.put(...passesBy.map((detail) => ({ Detail: JSON.stringify({ ...detail, is: "another" }) })));
    await bus.put(...matches.map((detail) => ({ Detail: JSON.stringify({ ...detail, is: "matching" }) })));
    const messages = [...(await queue.collect(matches.length)), ...(await queue.receive())];
    if (messages.some(({ Body }) => Body === '"another"')) return "lets others through";
    return messages.length === matches.length ? undefined : "holds back what matches";
  },
});

const patterns: readonly Pattern[] = [
  {
    id: "exact",
    title: "A list of values matches one of them, also in an array and in a nested field.",
    source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html",
    pattern: { order: { kind: ["rush", "gift"] } },
    matches: [{ order: { kind: "gift" } }, { order: { kind: ["slow", "rush"] } }],
    passesBy: [{ order: { kind: "Rush" } }, { kind: "rush" }, {}],
  },
  {
    id: "prefix",
    title: "`prefix` matches values that begin so.",
    pattern: { kind: [{ prefix: "EU-" }] },
    matches: [{ kind: "EU-NL" }],
    passesBy: [{ kind: "US-EU-" }, { kind: "eu-NL" }],
  },
  {
    id: "suffix",
    title: "`suffix` matches values that end so.",
    pattern: { kind: [{ suffix: ".png" }] },
    matches: [{ kind: "a.png" }],
    passesBy: [{ kind: "a.png.gz" }],
  },
  {
    id: "anything-but",
    title: "`anything-but` matches other values, but not an event without the field.",
    pattern: { kind: [{ "anything-but": ["slow", "gift"] }] },
    matches: [{ kind: "rush" }],
    passesBy: [{ kind: "slow" }, { other: "rush" }],
  },
  {
    id: "ignoring-case",
    title: "`equals-ignore-case` matches a value in any case.",
    pattern: { kind: [{ "equals-ignore-case": "rush" }] },
    matches: [{ kind: "RUSH" }],
    passesBy: [{ kind: "rus" }],
  },
  {
    id: "wildcard",
    title: "`wildcard` matches any characters in the place of an asterisk.",
    pattern: { kind: [{ wildcard: "order/*/paid" }] },
    matches: [{ kind: "order/7/paid" }],
    passesBy: [{ kind: "order/7/shipped" }, { kind: "an order/7/paid" }],
  },
  {
    id: "numeric",
    title: "`numeric` matches numbers of a range, and no text.",
    pattern: { price: [{ numeric: [">", 0, "<=", 100] }] },
    matches: [{ price: 100 }, { price: 0.5 }],
    passesBy: [{ price: 0 }, { price: 100.5 }, { price: "50" }],
  },
  {
    id: "exists",
    title: "`exists` matches events with the field or, if false, without it.",
    pattern: { kind: [{ exists: true }], other: [{ exists: false }] },
    matches: [{ kind: "rush" }],
    passesBy: [{ kind: "rush", other: 1 }, {}],
  },
  {
    id: "or",
    title: "Of the alternatives of `$or` one must hold.",
    pattern: { $or: [{ kind: ["rush"] }, { price: [{ numeric: [">", 100] }] }] },
    matches: [{ kind: "rush" }, { price: 101 }],
    passesBy: [{ kind: "slow", price: 100 }],
  },
];

const refused: Case = {
  id: "bus/pattern-invalid",
  title: "A rule with a pattern that is none is refused.",
  source: "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html",
  instead: "Nothing of Bugle relies on it: its patterns are written by CDK.",
  run: async (place) => {
    const [queue, bus] = await Promise.all([openQueue(place, "invalid"), openBus(place, "invalid")]);
    return unlessRefused(bus.route({ detail: { kind: "rush" } }, queue), "InvalidEventPatternException");
  },
};

export const matching: readonly Case[] = [...patterns.map(patternCase), refused];
