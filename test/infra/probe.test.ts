import { test } from "vitest";
import { loadSystems, makeApp, shopContext, templates } from "./fixture.ts";
test("probe", async () => {
  const t0 = performance.now();
  const { manifest, configs } = await loadSystems();
  console.log(manifest.systems.map((s) => s.consumers.map((c) => [c.name, c.kind, c.writes])));
  const t1 = performance.now();
  const t = templates(makeApp({ manifest, configs, context: shopContext }));
  console.log(t1 - t0, performance.now() - t1, Object.keys(t), manifest.systems.map((s) => s.consumers.map((c) => [c.name, c.kind, c.writes])));
  console.log(JSON.stringify(Object.entries(t["Bugle-dev-shop"]!.Resources).filter(([,r])=>r.Type==="AWS::IAM::Role").map(([,r])=>r.Properties["Policies"]), null, 1).slice(0, 6000));
});
