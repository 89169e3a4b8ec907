import { api, assertRate, resource } from "../../../../../../functions/runtime/edge/index.ts";

const currencies = resource().get("/currencies/:reader", async (c) => {
  await assertRate(c, { bucket: `currencies/${c.req.param("reader")}`, limit: 60, per: 60_000, burst: 5 });
  return c.json(["EUR", "USD"]);
});

export default api(currencies);
