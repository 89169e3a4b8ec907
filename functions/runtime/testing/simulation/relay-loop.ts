import type { SetAside } from "../../ports.ts";
import { relay, relayAgain } from "../../relay/index.ts";
import { faulty } from "./faults.ts";
import type { Activity, Process } from "./scheduler.ts";
import type { Surroundings } from "./slots.ts";

const RETRY_VISIBILITY_SECONDS = 60;

export interface RelayLoop {
  /** What the relay may do now. */
  activities(): Activity[];
  /** When the stream tells what it holds next, if anything. */
  nextTime(): number | undefined;
}

/**
 * The stream's poller and the retry queue's: order kept, what failed comes again, a crash begins again at the checkpoint.
 * The stream tells of a commit `delay` milliseconds after it was made.
 */
export function relayLoop({ ground, cloud, scheduler, faults, routes }: Surroundings, delay: number): RelayLoop {
  const told: number[] = [];
  let checkpoint = 0;
  let busy: Process | undefined;

  const hear = () => {
    while (told.length < ground.all().length) told.push(scheduler.now() + delay);
  };
  const visible = () => ground.all().slice(checkpoint, told.findLastIndex((time) => time <= scheduler.now()) + 1);

  async function relaySome(process: Process): Promise<void> {
    const commits = visible().slice(0, 1 + Math.floor(scheduler.random() * 5));
    const roads = faulty("roads", cloud.roads, process, scheduler, faults);
    const failed = await relay({ routes, roads }, commits).catch(() => commits);
    if (!process.alive) return;
    const first = commits.findIndex((commit) => failed.includes(commit));
    checkpoint += first < 0 ? commits.length : first;
    busy = undefined;
  }

  async function retryOne(): Promise<void> {
    const [delivery] = cloud.retry.receive(1, RETRY_VISIBILITY_SECONDS);
    if (!delivery) return;
    const again = { routes, roads: cloud.roads, now: scheduler.now };
    const failed = await relayAgain(again, [JSON.parse(delivery.body) as SetAside]);
    if (failed.length === 0) cloud.retry.remove(delivery.receiptHandle);
  }

  const beginRelay = () => {
    busy = { name: "relay", alive: true };
    void relaySome(busy);
  };

  return {
    activities: () => {
      if (busy && !busy.alive) busy = undefined;
      hear();
      return [
        ...(!busy && visible().length > 0 ? [beginRelay] : []),
        ...(cloud.retry.nextVisible() === scheduler.now() ? [() => void retryOne()] : []),
      ];
    },
    nextTime: () => told.slice(checkpoint).find((time) => time > scheduler.now()),
  };
}
