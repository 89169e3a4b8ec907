import {
  AddOrderItem,
  AdjustStock,
  CancelOrder,
  CreateOrder,
  RegisterUser,
  SubmitOrder,
} from "../../../functions/commerce/contracts.ts";
import type { Message } from "../../../functions/runtime/contract.ts";
import { envelopeOf } from "../../../functions/runtime/testing/simulation/envelopes.ts";
import type { World } from "../../../functions/runtime/testing/simulation/world.ts";

const CARDS = [
  "tok_ok",
  "tok_ok",
  "tok_ok",
  "tok_declined",
  "tok_hangs",
  "tok_dropped",
  "tok_late",
  "tok_fraud",
] as const;
const address = { name: "A", street: "S 1", city: "C", postalCode: "1", country: "DE" };
const price = { amount: 1_000, currency: "EUR" };

export const STOCK: Readonly<Record<string, number>> = { cup: 5, pot: 3 };

export interface Placed {
  readonly orders: readonly string[];
  /** All who register: for each order one, and one who never orders. */
  readonly users: readonly string[];
  /** Ids of the commands sent. */
  readonly ids: readonly string[];
}

export const IDLE = "user-idle";

/** Customers side by side: each registers, creates and submits an order, some twice, and some change their mind at any moment. */
export async function placeOrders(world: World, count: number): Promise<Placed> {
  const { scheduler } = world;
  const ids: string[] = [];
  const one = <T>(list: readonly T[]): T => list[Math.floor(scheduler.random() * list.length)] as T;
  const send = (message: Message) => {
    const envelope = envelopeOf(`c${ids.length}`, message, scheduler.now());
    ids.push(envelope.id);
    world.send(envelope);
    if (scheduler.random() < 0.2) world.send(envelope, "another");
  };
  for (const [sku, quantity] of Object.entries(STOCK)) send(new AdjustStock({ sku, quantity, price }));
  await world.settle();

  const register = (userId: string) => send(new RegisterUser({ userId, name: "A", email: `${userId}@example.com` }));

  async function customer(orderId: string, userId: string): Promise<void> {
    const process = { name: orderId, alive: true };
    const quantity = 1 + Math.floor(scheduler.random() * 2);
    const isNew = scheduler.random() < 0.5;
    if (!isNew) register(userId);
    send(new CreateOrder({ orderId, userId, items: [{ sku: "cup", quantity, price }] }));
    if (scheduler.random() < 0.5) send(new AddOrderItem({ orderId, sku: "pot", quantity: 1, price }));
    send(new SubmitOrder({ orderId, card: one(CARDS), email: "a@example.com", address }));
    if (isNew || scheduler.random() < 0.2) register(userId);
    if (scheduler.random() > 0.4) return;
    if (scheduler.random() < 0.3) await scheduler.sleep(process, scheduler.random() * 60_000);
    for (let turns = scheduler.random() * 150; turns > 0; turns--) await scheduler.turn(process);
    send(new CancelOrder({ orderId, reason: "changed my mind" }));
  }

  const orders = Array.from({ length: count }, (_, i) => `order-${i}`);
  const users = [...orders.map((orderId) => `user-of-${orderId}`), IDLE];
  for (const [i, orderId] of orders.entries()) void customer(orderId, users[i] as string);
  register(IDLE);
  await world.settle();
  return { orders, users, ids };
}
