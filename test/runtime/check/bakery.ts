import { join } from "node:path";
import { pathToFileURL } from "node:url";

const runtime = pathToFileURL(join(import.meta.dirname, "../../../functions/runtime/index.ts")).href;
const zod = import.meta.resolve("zod");

/** A system in files of its own, as a user would write it. */
export const bakery = {
  "bakery/contracts.ts": `
import * as z from "${zod}";
import { command, event } from "${runtime}";
const loafId = z.string();
export class BakeLoaf extends command("BakeLoaf", { loafId }) {}
export class LoafBaked extends event("LoafBaked", { loafId }, { public: true }) {}
export class LoafOrdered extends event("LoafOrdered", { loafId }) {}
export class OrderLoaf extends command("OrderLoaf", { loafId }) {}
`,
  "bakery/domain/loaf.ts": `
import { state } from "${runtime}";
import { LoafBaked, LoafOrdered } from "../contracts.ts";
export const loaf = state("loaf", { key: "loafId", from: [LoafBaked, LoafOrdered], initial: {} })({
  LoafBaked: (current) => current,
  LoafOrdered: (current) => current,
});
`,
  "bakery/bake-loaf.ts": `
import { handle } from "${runtime}";
import { BakeLoaf, LoafBaked } from "./contracts.ts";
import { loaf } from "./domain/loaf.ts";
export default handle(BakeLoaf, { state: loaf, emits: [LoafBaked] }, () => []);
`,
  "bakery/order-loaf.ts": `
import { handle } from "${runtime}";
import { LoafOrdered, OrderLoaf } from "./contracts.ts";
import { loaf } from "./domain/loaf.ts";
export default handle(OrderLoaf, { state: loaf, emits: [LoafOrdered] }, () => []);
`,
  "bakery/baking.saga.ts": `
import { saga } from "${runtime}";
import { BakeLoaf, LoafBaked, LoafOrdered } from "./contracts.ts";
export default saga("baking", { key: "loafId", startedBy: [LoafOrdered], waits: { bread: { for: [LoafBaked], within: 5_400_000, while: () => true } }, sends: [BakeLoaf], initial: {}, hopLimit: 8 })({
  on: { LoafOrdered: () => undefined, LoafBaked: () => undefined },
  timeout: { bread: () => undefined },
});
`,
  "bakery/loaves.projection.ts": `
import { projection } from "${runtime}";
import { loaf } from "./domain/loaf.ts";
export default projection("loaves", { of: loaf, initial: {} })({});
`,
  "bakery/ring-bell-on-loaf-baked.ts": `
import { on } from "${runtime}";
import { LoafBaked } from "./contracts.ts";
export default on(LoafBaked, { delivery: "at-most-once" }, () => []);
`,
  "bakery/api/index.ts": `
import { BakeLoaf, OrderLoaf } from "../contracts.ts";
export const sends = [BakeLoaf, OrderLoaf];
`,
};
