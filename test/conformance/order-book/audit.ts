import type { Commit } from "../../../functions/runtime/commit.ts";
import type { Message } from "../../../functions/runtime/contract.ts";
import type { World } from "../../../functions/runtime/testing/simulation/world.ts";
import type { BookDepth } from "../../../functions/trading/book-depth.projection.ts";
import { foldedBook, openMarket } from "../../systems/trading/market.ts";
import { orderLives } from "../../systems/trading/order-lives.ts";

const STREAM = "trading/book/ACME";

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Each commit says what the domain decides, told the same commands in the journal's order, and at its times. */
function auditDecisions(commits: readonly Commit[], commands: ReadonlyMap<string, Message>): string[] {
  const market = openMarket();
  return commits.flatMap(({ n, time, events, answers }) =>
    answers.flatMap(({ id, rejected }, by) => {
      const command = commands.get(id);
      if (!command) return [`commit ${n} answers ${id}, which nobody sent`];
      const told = market.tell(command, time);
      const said = events.filter((event) => event.by === by).map(({ type, data }) => ({ type, data }));
      const decided = told.events.map(({ type, data }) => ({ type, data }));
      return same(said, decided) && rejected?.code === told.rejected
        ? []
        : [`commit ${n} answers ${id} in another way`];
    }),
  );
}

function auditOrders(facts: readonly Message[]): string[] {
  const { bids, asks } = foldedBook(facts);
  const resting = [...bids, ...asks].flatMap(({ orders }) => orders);
  return orderLives(facts).flatMap(({ name, ordered, filled, cancelled, ends, faults }) => {
    const open = ends > 0 ? undefined : resting.find(({ traderId, orderId }) => `${traderId}/${orderId}` === name);
    const whole = filled + cancelled + (open?.left ?? 0) === ordered;
    return whole ? faults : [...faults, `${name} is of ${ordered}: ${filled} filled, ${cancelled} cancelled`];
  });
}

/** The snapshot and the read model are what the journal folds to. */
async function auditFolds({ ground }: World, commits: readonly Commit[], facts: readonly Message[]): Promise<string[]> {
  const snapshot = await ground.snapshots.read(STREAM);
  const until = facts.slice(0, snapshot?.version ?? 0);
  const row = (await ground.models.read("trading/book-depth", "ACME"))?.row as BookDepth | undefined;
  const { bids, asks } = foldedBook(facts);
  const depth = [bids, asks].map((levels) =>
    levels.map(({ price, orders }) => ({
      price,
      quantity: orders.reduce((sum, { left }) => sum + left, 0),
      orders: orders.length,
    })),
  );
  return [
    ...(snapshot && !same(snapshot.state, foldedBook(until)) ? ["the snapshot is not what the journal folds to"] : []),
    ...(same([row?.bids, row?.asks], depth) ? [] : ["the read model is not what the journal folds to"]),
    ...(commits.length > 8 && !snapshot ? ["no snapshot was taken"] : []),
  ];
}

/** What must hold of the book when all is quiet. */
export async function auditBook(
  world: World,
  all: readonly Commit[],
  commands: ReadonlyMap<string, Message>,
): Promise<string[]> {
  const commits = all.filter(({ stream }) => stream === STREAM);
  const facts = commits.flatMap(({ events }) => events).map((event) => ({ kind: "event" as const, ...event }));
  return [...auditDecisions(commits, commands), ...auditOrders(facts), ...(await auditFolds(world, commits, facts))];
}
