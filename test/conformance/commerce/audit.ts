import type { Commit } from "../../../functions/runtime/commit.ts";
import type { World } from "../../../functions/runtime/testing/simulation/world.ts";
import { auditUsers } from "./audit-users.ts";
import type { SimulatedCards } from "./cards.ts";
import { type Placed, STOCK } from "./workload.ts";

interface Line {
  readonly sku: string;
  readonly quantity: number;
}

interface Seen {
  readonly type: string;
  readonly data: {
    readonly orderId: string;
    readonly sku: string;
    readonly quantity: number;
    readonly items: readonly Line[];
    readonly total: { amount: number };
    readonly net: { amount: number };
    readonly tax: { amount: number };
  };
}

const eventsOf = (commits: readonly Commit[], stream: string): Seen[] =>
  commits.filter((commit) => commit.stream === stream).flatMap(({ events }) => events as unknown as Seen[]);

/** One invoice for what was shipped, with figures that add up, and none for what was not. */
function auditInvoice(commits: readonly Commit[], orderId: string, shipped: number, total: number): string[] {
  const invoices = eventsOf(commits, `commerce/invoice/${orderId}`);
  const receipts = commits.filter(
    ({ by, answers }) =>
      by === "commerce/send-receipt-on-invoice-generated" &&
      answers.some(({ id }) => id.startsWith(`commerce/invoice/${orderId}@`)),
  );
  return [
    ...(invoices.length === shipped
      ? []
      : [`${orderId} was shipped ${shipped} times and has ${invoices.length} invoices`]),
    ...invoices
      .filter(({ data: { net, tax } }) => tax.amount === 0 || net.amount + tax.amount !== total)
      .map(({ data: { net, tax } }) => `${orderId} costs ${total}, its invoice says ${net.amount} and ${tax.amount}`),
    ...(receipts.length === shipped ? [] : [`${orderId} has ${receipts.length} receipts`]),
  ];
}

function auditOrder(commits: readonly Commit[], { charges }: SimulatedCards, orderId: string): string[] {
  const events = eventsOf(commits, `commerce/order/${orderId}`);
  const types = events.map(({ type }) => type);
  const shipped = types.filter((type) => type === "OrderShipped").length;
  const cancelled = types.filter((type) => type === "OrderCancelled").length;
  const total = events.find(({ type }) => type === "OrderSubmitted")?.data.total.amount ?? 0;
  const kept = charges.filter(({ reference, refunded }) => reference === orderId && !refunded);
  const taken = kept.reduce((sum, { amount }) => sum + amount, 0);
  return [
    ...(shipped + cancelled === 1 ? [] : [`${orderId} was shipped ${shipped} and cancelled ${cancelled} times`]),
    ...(taken === (shipped ? total : 0)
      ? []
      : [`${orderId} is ${shipped ? "shipped" : "cancelled"}, its total ${total}, and ${taken} was kept`]),
    ...auditInvoice(commits, orderId, shipped, total),
  ];
}

interface Shelf {
  onHand: number;
  readonly reserved: Map<string, number>;
  readonly faults: string[];
}

function foldShelf({ reserved, faults, ...rest }: Shelf, { type, data: { orderId, quantity } }: Seen): Shelf {
  const shelf = { reserved, faults, ...rest };
  if (type === "StockAdjusted") shelf.onHand = quantity;
  if (type === "StockReserved" && reserved.has(orderId)) faults.push(`reserved twice for ${orderId}`);
  if (type === "StockReserved") reserved.set(orderId, quantity);
  if (type === "StockReleased" || type === "StockTaken") reserved.delete(orderId);
  if (type === "StockTaken") shelf.onHand -= quantity;
  const held = [...reserved.values()].reduce((sum, count) => sum + count, 0);
  if (held > shelf.onHand) faults.push(`${held} reserved of ${shelf.onHand}`);
  return shelf;
}

/** Stock by its own facts: never below zero, nothing left reserved, and what is gone has been shipped. */
function auditStock(commits: readonly Commit[], sku: string, orders: readonly string[]): string[] {
  const empty: Shelf = { onHand: 0, reserved: new Map(), faults: [] };
  const { onHand, reserved, faults } = eventsOf(commits, `commerce/stock/${sku}`).reduce(foldShelf, empty);
  const shipped = orders
    .flatMap((orderId) => eventsOf(commits, `commerce/order/${orderId}`))
    .filter(({ type }) => type === "OrderShipped")
    .flatMap(({ data }) => data.items)
    .filter((item) => item.sku === sku)
    .reduce((sum, { quantity }) => sum + quantity, 0);
  if (reserved.size > 0) faults.push(`still reserved for ${[...reserved.keys()]}`);
  if (onHand !== (STOCK[sku] ?? 0) - shipped) faults.push(`${onHand} on hand, ${shipped} shipped`);
  return faults.map((fault) => `${sku}: ${fault}`);
}

async function auditRows({ ground }: World, commits: readonly Commit[], orders: readonly string[]): Promise<string[]> {
  const rows = await Promise.all(orders.map((orderId) => ground.models.read("commerce/order-summary", orderId)));
  return rows.flatMap((row, i) => {
    const shipped = eventsOf(commits, `commerce/order/${orders[i]}`).some(({ type }) => type === "OrderShipped");
    const { status } = (row?.row ?? {}) as { status?: string };
    return status === (shipped ? "shipped" : "cancelled") ? [] : [`the row of ${orders[i]} says ${status}`];
  });
}

/** What must hold of every order, every piece and every cent when all is quiet. */
export async function auditCommerce(world: World, cards: SimulatedCards, { orders, users }: Placed): Promise<string[]> {
  const commits = world.ground.all();
  return [
    ...orders.flatMap((orderId) => auditOrder(commits, cards, orderId)),
    ...Object.keys(STOCK).flatMap((sku) => auditStock(commits, sku, orders)),
    ...(await auditRows(world, commits, orders)),
    ...(await auditUsers(world, commits, users)),
  ];
}
