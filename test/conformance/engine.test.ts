import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll } from "vitest";
import { chosenProduct } from "../../local/engine/endpoint.ts";
import { startEngine } from "./grounds/engine.ts";
import { localOptions, openTables } from "./grounds/tables.ts";
import { inboxCases } from "./inbox-cases.ts";
import { laterCases } from "./later-cases.ts";
import { conformance } from "./ports.ts";
import { type Place, roadCases } from "./road-cases.ts";
import { serviceCases } from "./service-cases.ts";
import { snapshotPartCases } from "./snapshot-part-cases.ts";
import { timerCases } from "./timer-cases.ts";

let engine: Awaited<ReturnType<typeof startEngine>>;
let place: Place;

beforeAll(async () => {
  engine = await startEngine();
  const options = localOptions(engine.endpoint);
  place = { options, sns: new SNSClient(options), sqs: new SQSClient(options) };
  return () => engine.stop();
});

afterAll(() => {
  place?.sns.destroy();
  place?.sqs.destroy();
});

conformance(`an engine: ${chosenProduct(undefined, process.env)}`, async () => {
  const stores = await openTables(engine.endpoint);
  return { ...stores, close: async () => stores.client.destroy() };
});
snapshotPartCases(() => engine.endpoint);
roadCases(() => place);
inboxCases(() => place);
serviceCases(() => place);
timerCases(() => place);
laterCases(() => place);
