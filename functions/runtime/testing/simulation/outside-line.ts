import type { World } from "./world.ts";

/** A call to a service outside: the line can be busy, and the answer get lost, as the world's faults say. */
export async function overTheLine<T>({ scheduler, faults }: World, effect: () => T): Promise<T> {
  const process = { name: "outside", alive: true };
  await scheduler.turn(process);
  if (scheduler.random() < faults.probability) throw new Error("the line is busy");
  const result = effect();
  await scheduler.turn(process);
  if (scheduler.random() < faults.probability) throw new Error("the answer got lost");
  return result;
}
