import { expect, test } from "vitest";
import { identityOf } from "../../local/contract/identify.ts";
import { differences, keptOf, readAllKept } from "../../local/contract/kept.ts";
import { openPlace } from "../../local/contract/place.ts";
import { runCases } from "../../local/contract/run.ts";
import { sections } from "../../local/contract/sections/index.ts";
import { casesOf, sectionsOf } from "../../local/contract/sections-of.ts";
import { localAws } from "../../local/deploy/local-aws.ts";
import { hasJava, startDynamodbLocal } from "../conformance/grounds/dynamodb-local.ts";

const withJava = test.runIf(hasJava());

withJava("journal and streams are as docs/endpoints.md says of DynamoDB Local", { timeout: 300_000 }, async () => {
  const { endpoint, stop } = await startDynamodbLocal();
  try {
    const { product = "", version = "", sections: names = [] } = (await identityOf(endpoint)) ?? {};
    expect([product, version, names]).toEqual(["DynamoDB Local", "unknown", ["journal", "streams"]]);
    const aws = localAws(endpoint);
    const findings = await runCases(casesOf(sectionsOf(sections, names)), (signal) => openPlace(aws, { signal }));
    expect(differences(keptOf(readAllKept(), product, version), findings, names)).toEqual([]);
  } finally {
    await stop();
  }
});
