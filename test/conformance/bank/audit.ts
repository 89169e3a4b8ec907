import type { Commit } from "../../../functions/runtime/commit.ts";
import { outgoing } from "../../../functions/runtime/commit.ts";
import { keyOf, ownerOf, parseEnvelope } from "../../../functions/runtime/envelope.ts";
import type { Manifest } from "../../../functions/runtime/manifest.ts";
import { readRow } from "../../../functions/runtime/read-rows.ts";
import type { World } from "../../../functions/runtime/testing/simulation/world.ts";
import turnover from "../systems/bank/turnover.projection.ts";
import type { Outside } from "./provider.ts";
import type { Sent } from "./workload.ts";

/** Finds what must not be: one sentence each. */
type Rule = (facts: Facts) => string[];

export interface Facts {
  readonly world: World;
  readonly manifest: Manifest;
  readonly sent: Sent;
  readonly outside: Outside;
  readonly commits: readonly Commit[];
  /** Ids in dead-letter queues, with the reason's code. */
  readonly dead: ReadonlyMap<string, string>;
  /** Ids that were redriven once. */
  readonly redriven: ReadonlySet<string>;
}

const answersBy = (commits: readonly Commit[]) =>
  Map.groupBy(
    commits.flatMap(({ stream, answers }) => answers.map(({ id }) => `${ownerOf(stream)} ${id}`)),
    (key) => key,
  );

const onceEach: Rule = ({ commits }) =>
  [...answersBy(commits)]
    .filter(([, times]) => times.length > 1)
    .map(([key, times]) => `${key} answered ${times.length} times`);

const oneAnswer: Rule = ({ world }) => {
  const outcomes = Map.groupBy(
    world.log.filter(({ outcome }) => outcome === "done" || outcome === "rejected"),
    ({ handler, id }) => `${handler} ${id}`,
  );
  return [...outcomes]
    .filter(([, lines]) => new Set(lines.map(({ outcome }) => outcome)).size > 1)
    .map(([key]) => `${key} was done and rejected`);
};

/** Everything that was sent, at first or by a commit, has been answered by each of its receivers, or is poison in a dead-letter queue. */
const nothingLost: Rule = ({ world: { routes }, commits, manifest, sent, dead }) => {
  const answered = answersBy(commits);
  const consumers = manifest.systems.flatMap((system) => system.consumers).filter(({ writes }) => writes);
  const messages = commits.flatMap(outgoing).map(({ envelope }) => envelope);
  const expected = messages.flatMap(({ id, kind, type, stream }) => {
    if (kind === "event")
      return consumers
        .filter(({ filter }) => filter && "types" in filter && filter.types.includes(type))
        .map(({ writes }) => `${writes} ${id}`);
    if (kind === "command") return [`${writesOf(manifest, routes.commands[type]?.consumer)} ${id}`];
    return [`${ownerOf(stream ?? "")} ${id}`];
  });
  const first = sent.ids.filter((id) => !dead.has(id) && ![...answered.keys()].some((key) => key.endsWith(` ${id}`)));
  return [...expected.filter((key) => !answered.has(key) && !dead.has(key.split(" ")[1] ?? "")), ...first].map(
    (key) => `${key} was never answered`,
  );
};

const writesOf = (manifest: Manifest, consumer: string | undefined) =>
  manifest.systems.flatMap((system) => system.consumers).find(({ name }) => name === consumer)?.writes;

const onlyPoisonIsDead: Rule = ({ sent, dead }) => [
  ...[...dead]
    .filter(([id, code]) => sent.poison.get(id) !== code && !(code === "boom" && sent.poison.get(id) === "exhausted"))
    .map(([id, code]) => `${id} is a dead letter: ${code}`),
  ...[...sent.poison].filter(([id]) => !dead.has(id)).map(([id, code]) => `${id} (${code}) is no dead letter`),
];

const nothingWaits: Rule = ({ world: { cloud } }) =>
  [...cloud.queues, ["retry", cloud.retry] as const]
    .filter(([, queue]) => queue.all().length > 0)
    .map(([name, queue]) => `${queue.all().length} messages are left in ${name}`);

const streamEvents = (commits: readonly Commit[], owner: string) =>
  Map.groupBy(
    commits.filter(({ stream }) => ownerOf(stream) === owner),
    ({ stream }) => stream,
  );

const numbered: Rule = ({ commits }) =>
  [...Map.groupBy(commits, ({ stream }) => stream)].flatMap(([stream, own]) =>
    own.every(({ n, time }, i) => n === i + 1 && time >= (own[i - 1]?.time ?? ""))
      ? []
      : [`${stream} has gaps or goes back in time`],
  );

/** A decision was taken on all the facts before it. */
const foldedWhole: Rule = ({ commits }) =>
  [...streamEvents(commits, "bank/account")].flatMap(([stream, own]) =>
    own
      .flatMap(({ events }) => events)
      .flatMap(({ type, data }, i) =>
        type === "Withdrawn" && (data as { moves: number }).moves !== i
          ? [`${stream} was decided on ${(data as { moves: number }).moves} of ${i} facts`]
          : [],
      ),
  );

/** First tries keep their order per account; what was redriven, or came late, has lost its place. */
const inOrder: Rule = ({ commits, redriven }) =>
  [...streamEvents(commits, "bank/account")].flatMap(([stream, own]) => {
    const numbers = own
      .flatMap(({ answers }) => answers)
      .map(({ id }) => id)
      .filter((id) => /^c\d+$/.test(id) && !redriven.has(id))
      .map((id) => Number(id.slice(1)));
    return numbers.every((number, i) => i === 0 || number > (numbers[i - 1] as number))
      ? []
      : [`${stream} is out of order: ${numbers}`];
  });

const outsideOnce: Rule = ({ outside, commits, redriven }) => {
  const facts = commits.flatMap(({ events }) => events);
  const fees = facts.filter(({ type }) => type === "FeeCharged").map(({ data }) => (data as { charge: string }).charge);
  const wires = Map.groupBy(outside.wires, (ref) => ref);
  return [
    ...outside.mixedUp.map((key) => `a key served twice: ${key}`),
    ...(new Set(fees).size === fees.length ? [] : ["one charge is told of twice"]),
    ...(outside.charges.size === fees.length ? [] : [`${outside.charges.size} charges, ${fees.length} told of`]),
    ...[...wires]
      .filter(([ref, times]) => times.length > (redriven.has(ref) ? 2 : 1))
      .map(([ref, times]) => `${ref} was wired ${times.length} times`),
  ];
};

const sagasEnd: Rule = ({ commits, sent }) => {
  const credited = new Set(
    commits
      .flatMap(({ events }) => events)
      .filter(({ type }) => type === "Credited")
      .map(({ data }) => (data as { transferId: string }).transferId),
  );
  const debited = commits
    .flatMap(({ events }) => events)
    .filter(({ type }) => type === "Debited")
    .map(({ data }) => (data as { transferId: string }).transferId);
  const timers = commits.flatMap(outgoing).filter(({ envelope }) => envelope.kind === "timer").length;
  return [
    ...debited.filter((id) => !credited.has(id)).map((id) => `transfer ${id} was debited and not credited`),
    ...(debited.length === new Set(debited).size ? [] : ["a transfer was debited twice"]),
    ...(timers > sent.ids.length * 30 ? [`${timers} timers: something is chased for ever`] : []),
  ];
};

export const RULES: Readonly<Record<string, Rule>> = {
  onceEach,
  oneAnswer,
  nothingLost,
  onlyPoisonIsDead,
  nothingWaits,
  numbered,
  foldedWhole,
  inOrder,
  outsideOnce,
  sagasEnd,
};

/** Read models against the fold of the journal. */
export async function auditRows({ world, commits }: Facts): Promise<string[]> {
  const moves = commits.filter(({ stream }) => ownerOf(stream) === "bank/account");
  const faults: string[] = [];
  for (const [stream, own] of Map.groupBy(moves, ({ stream }) => stream)) {
    const events = own.flatMap((commit) => commit.events);
    const sign = (type: string) => (type === "Deposited" || type === "Credited" ? 1 : -1);
    const balance = events.reduce((sum, { type, data }) => sum + sign(type) * (data as { amount: number }).amount, 0);
    const row = await world.ground.models.read("bank/balance", keyOf(stream));
    const seen = (row?.row as { balance: number } | undefined)?.balance ?? 0;
    if (seen !== balance) faults.push(`the row of ${stream} says ${seen}, the journal ${balance}`);
    if (balance < 0) faults.push(`${stream} is below zero`);
  }
  const counted = moves
    .flatMap(({ events }) => events)
    .filter(({ type }) => type === "Deposited" || type === "Withdrawn");
  for (const name of ["all", "Deposited", "Withdrawn"]) {
    const total = await readRow({ models: world.ground.models, system: "bank", projection: turnover }, name);
    const seen = total?.row.moves ?? 0;
    const made = counted.filter(({ type }) => name === "all" || type === name).length;
    if (seen !== made) faults.push(`the turnover of ${name} counts ${seen} moves, the journal ${made}`);
  }
  return faults;
}

/** Dead letters by id: the code that the attempts of their consumer tell. */
export async function deadLetters({ cloud, ground }: World): Promise<Map<string, string>> {
  const dead = new Map<string, string>();
  for (const [consumer, queue] of cloud.deadLetters)
    for (const { body } of queue.all()) {
      const { id } = parseEnvelope(body);
      dead.set(id, (await ground.attempts.read(consumer, id))?.dead?.code ?? "unknown");
    }
  return dead;
}

/** A deposit may only be refused for want of the one before it if that one is dead: else an old copy was believed. */
export const diedTooSoon = (dead: ReadonlyMap<string, string>, sent: Sent): string[] =>
  [...dead]
    .filter(([id, code]) => code === "too-early" && !dead.has(sent.after.get(id) ?? ""))
    .map(([id]) => `${id} died of an old copy`);
