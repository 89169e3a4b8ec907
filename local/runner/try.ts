import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { readManifest } from "../../functions/runtime/manifest-files.ts";
import { streamOf } from "../../functions/runtime/envelope.ts";
import { openEngine } from "../engine/engine.ts";
import { startCardGateway } from "../card-gateway/index.ts";
import { deploy } from "../deploy/deploy.ts";
import { localAws } from "../deploy/local-aws.ts";
import { openClients } from "./clients.ts";
import { runHandlers } from "./handlers.ts";
import { sweep } from "./sweep.ts";
import { systemsOf } from "./systems.ts";
const root = join(import.meta.dirname, "../..");
const state = "/tmp/try-state";
const engine = await openEngine({ root, port: 5701, state, python: join(root, ".bugle/venv/bin/python"), log: console.log });
try {
const aws = localAws(engine.endpoint);
let t = Date.now();
const deployment = await deploy({ root, state, aws, env: process.env });
console.log("deploy", Date.now() - t); t = Date.now();
const loaded = await readManifest(join(root, "functions"));
const clients = openClients(aws, 60);
const gateway = await startCardGateway({ port: 0, file: state + "/card-gateway.json" });
const cloud = { aws, loaded, deployment, clients, config: { commerce: { cardGatewayUrl: gateway.url } }, log: (l) => console.log(Date.now() % 100000, l.outcome, l.handler, l.type, l.ms, l.code ?? "") };
const systems = systemsOf(cloud);
const poller = await runHandlers(cloud, systems, (e) => console.log("trouble", e));
console.log("handlers", Date.now() - t);
const commerce = systems.find((s) => s.name === "commerce");
const send = async (type, consumer, group, data) => {
  const id = randomUUID(); const now = new Date().toISOString();
  const envelope = { specversion: "1.0", id, source: "/commerce", type, kind: "command", time: now, born: now, correlationid: id, contractversion: 1, hops: 0, data };
  await clients.sqs.send(new SendMessageCommand({ QueueUrl: commerce.environment.queues["commerce/" + consumer], MessageBody: JSON.stringify(envelope), MessageGroupId: group, MessageDeduplicationId: id }));
  return id;
};
await send("AdjustStock", "stock", "s", { sku: "tea", quantity: 100, price: { amount: 500, currency: "EUR" } });
await sleep(300);
for (let i = 0; i < 5; i++) {
  const orderId = randomUUID();
  console.log(Date.now() % 100000, "send");
  await send("CreateOrder", "order", orderId, { orderId, userId: "u", items: [{ sku: "tea", quantity: 1, price: { amount: 500, currency: "EUR" } }] });
  await sleep(200);
  await send("SubmitOrder", "order", orderId, { orderId, card: "tok_ok", email: "a@example.com", address: { name: "a", street: "b", city: "c", postcode: "d", country: "DE" } });
  await sleep(1500);
}
const trace = systems[0].environment.tables.trace;
t = Date.now(); console.log("sweep", await sweep(clients.dynamodb, commerce), Date.now() - t);
await sleep(1000);
t = Date.now(); await poller.stop(3000); console.log("stopped", Date.now() - t);
await gateway.stop(); clients.close();
} catch (e) { console.error(e); } finally { await engine.stop(); }
