import { beforeAll, expect, test } from "vitest";
import type { Finding } from "../../local/contract/case.ts";
import { differences, type Kept, keptOf, readAllKept } from "../../local/contract/kept.ts";
import { openPlace } from "../../local/contract/place.ts";
import { runCases } from "../../local/contract/run.ts";
import { sections } from "../../local/contract/sections/index.ts";
import { casesOf } from "../../local/contract/sections-of.ts";
import { localAws } from "../../local/deploy/local-aws.ts";
import { healthOf } from "../../local/engine/probe.ts";
import { startEngine } from "../conformance/grounds/engine.ts";

let findings: readonly Finding[];
let kept: Kept | undefined;

/** All sections run together, since their cases mostly wait. */
beforeAll(async () => {
  const engine = await startEngine();
  try {
    const health = await healthOf(engine.endpoint);
    kept = health && keptOf(readAllKept(), health.product, health.version);
    const aws = localAws(engine.endpoint);
    findings = await runCases(casesOf(sections), (signal) => openPlace(aws, { signal }));
  } finally {
    await engine.stop();
  }
}, 400_000);

test("the results of the engine's version are kept", () => {
  expect(kept).toBeDefined();
});

test.each(sections)("the section $name is as docs/endpoints.md says of the engine", ({ name }) => {
  const own = findings.filter(({ id }) => id.startsWith(`${name}/`));
  expect(differences(kept, own, [name]), "`node test/engine/write-kept.ts` keeps another run").toEqual([]);
});
