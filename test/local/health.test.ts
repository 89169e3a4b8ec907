import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { healthOf } from "../../local/engine/probe.ts";

/** An endpoint that tells its health at these paths, and never answers at others. */
async function endpointWith(answers: Readonly<Record<string, object>>): Promise<string> {
  const server = createServer(({ url = "" }, response) => {
    const answer = answers[url];
    if (answer) response.end(JSON.stringify(answer));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("a MiniStack is not taken for a LocalStack, at whose address it answers too", async () => {
  const answer = { services: {}, edition: "light", version: "1.5.33" };
  const endpoint = await endpointWith({ "/_localstack/health": answer });
  expect(await healthOf(endpoint, 100)).toEqual({ product: "MiniStack", version: "1.5.33" });
});

test("a LocalStack is one, and may tell no version", async () => {
  const endpoint = await endpointWith({ "/_localstack/health": { services: {}, edition: "community" } });
  expect(await healthOf(endpoint, 100)).toEqual({ product: "LocalStack", version: "unknown" });
});
