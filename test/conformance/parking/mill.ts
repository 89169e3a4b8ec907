import * as z from "zod";
import { command, event, handle, Retryable, state, Terminal } from "../../../functions/runtime/index.ts";
import { consumerOf, type Definition } from "../../../functions/runtime/manifest.ts";
import type { Loaded } from "../../../functions/runtime/manifest-files.ts";
import { mergeConsumers } from "../../../functions/runtime/merge-consumers.ts";

const fields = { millId: z.string(), place: z.int() };
export const MOODS = ["terminal", "throws", "kills"] as const;
const mood = z.enum(["fine", "later", ...MOODS]);

/** `place`: the how many-th of its key it is, of either command. */
export class Grind extends command("Grind", { ...fields, mood }) {}
export class Crush extends command("Crush", { ...fields, mood }) {}
export class Ground extends event("Ground", fields) {}

const mill = () => state("mill", { key: "millId", from: [Ground], initial: 0 })({ Ground: (count) => count + 1 });

type Asked = { readonly id: string; readonly now: string; readonly time: string; readonly data: Grind["data"] };

/** A mill that goes on behind none of its dead letters, in one of the two ways; what fails works once it has been mended. */
export function openMill(exhausted: "park" | "halt", mended: ReadonlySet<string>): Loaded {
  const work = ({ id, now, time, data: { mood, ...data } }: Asked) => {
    if (mood === "later" && Date.parse(now) < Date.parse(time) + 20_000) throw new Retryable({ after: 3_000 });
    if (mood === "terminal" && !mended.has(id)) throw new Terminal("stone", "there is a stone in it");
    if (mood === "throws" && !mended.has(id)) throw new Error("boom");
    return new Ground(data);
  };
  const options = { state: mill(), emits: [Ground], retry: { exhausted } } as const;
  const handlers = {
    grind: handle(Grind, { ...options, rate: { limit: 2, per: 5_000, by: "millId" } }, work),
    crush: handle(Crush, options, work),
  };
  const placed = Object.entries(handlers).map(([name, each]) => [name, each as Definition] as const);
  const consumers = placed.map(([name, each]) => consumerOf("mill", each, `mill/${name}.ts`, new Set()));
  return {
    manifest: { systems: [{ name: "mill", contracts: [], consumers: mergeConsumers(consumers) }] },
    definitions: new Map(placed.map(([name, each]) => [`mill/${name}`, each])),
    contracts: new Map(),
    configs: new Map(),
  };
}
