import * as z from "zod";
import { accept, afterToken, api, newId, operation, resource, view } from "../../../functions/runtime/edge/index.ts";
import { command, document, event, handle, projection, Rejected, state } from "../../../functions/runtime/index.ts";
import { consumerOf, type Definition } from "../../../functions/runtime/manifest.ts";
import { mergeConsumers } from "../../../functions/runtime/merge-consumers.ts";

const cakeId = z.string().min(1).max(100);

export class CakeBaked extends event("CakeBaked", { cakeId, layers: z.int() }) {}
export class BakeCake extends command("BakeCake", { cakeId, layers: z.int() }, { version: 3 }) {}
export class WeighCake extends command("WeighCake", { cakeId, scale: z.string() }) {}
export class Weight extends document("Weight", { grams: z.int() }) {}
export class RingBell extends command("RingBell", { times: z.int() }) {}

interface Cake {
  readonly layers: number;
}
const initial: Cake = { layers: 0 };
const cake = state("cake", { key: "cakeId", from: [CakeBaked], initial })({
  CakeBaked: (_, { layers }) => ({ layers }),
});

const bake = handle(BakeCake, { state: cake, emits: [CakeBaked] }, ({ data }, { layers }) => {
  if (data.layers > 9) throw new Rejected("too-high", "the oven is lower", { help: "bake two" });
  return layers === data.layers ? [] : new CakeBaked(data);
});
const weigh = handle(WeighCake, { state: cake, replies: Weight }, ({ data }, { layers }) => {
  if (layers === 0) throw new Rejected("no-cake", "there is no such cake", { help: "bake it" });
  return data.scale === "broken" ? undefined : new Weight({ grams: layers * 250 });
});
const ring = handle(RingBell, {}, () => []);
const cakes = projection("cakes", { of: cake, initial })({ CakeBaked: (_, { layers }) => ({ layers }) });

const own = new Set(["CakeBaked"]);
/** By consumer, in the order of `consumers`. */
export const definitions: Definition[][] = [[bake, weigh], [cakes as Definition]];
export const consumers = mergeConsumers([
  consumerOf("bakery", bake, "bakery/bake-cake.ts", own),
  consumerOf("bakery", weigh, "bakery/weigh-cake.ts", own),
  consumerOf("bakery", cakes as Definition, "bakery/cakes.projection.ts", own),
  consumerOf("bakery", ring, "bakery/ring-bell.ts", own),
]);
export const manifest = { systems: [{ name: "bakery", contracts: [], consumers }] };

const layers = z.strictObject({ layers: z.int().min(1), note: z.string().optional() });
const at = (id: string) => ({ location: `/cakes/${id}`, ids: { cakeId: id } });

export const bakeryApi = () =>
  api(
    resource()
      .put("/cakes/:cakeId", operation({ summary: "Bakes a cake", body: layers, accepts: ["cakeId"] }), async (c) => {
        const id = c.req.param("cakeId");
        const { layers: count } = c.req.valid("json");
        return accept(c, new BakeCake({ cakeId: id, layers: count }), at(encodeURIComponent(id)));
      })
      .post("/cakes", operation({ summary: "Bakes some cake", body: layers, accepts: ["cakeId"] }), async (c) => {
        const { layers: count } = c.req.valid("json");
        const id = newId(c);
        return accept(c, new BakeCake({ cakeId: id, layers: count }), at(id));
      })
      .delete("/cakes/:cakeId", async (c) => {
        const id = c.req.param("cakeId");
        return accept(c, new BakeCake({ cakeId: id, layers: 0 }), at(id));
      })
      .get("/cakes/:cakeId", operation({ summary: "A cake", query: afterToken }), async (c) => {
        const { row, version } = await view(c, cakes, c.req.param("cakeId"), c.req.valid("query"));
        return c.json({ ...row, version });
      }),
    resource()
      .post("/bell", (c) => accept(c, new RingBell({ times: 1 }), { location: "/bell", ids: {} }))
      .get("/broken", () => {
        throw new TypeError("the secret recipe is on shelf 9");
      }),
  );
