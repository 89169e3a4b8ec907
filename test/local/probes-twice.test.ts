import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { readAnswers } from "../../local/probes/answers.ts";
import { ask, askTwice } from "../../local/probes/ask.ts";
import { temporaryRoot } from "./engine-fixture.ts";

const id = "cloudformation/archive";
const refusal = (code: string) =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`;

/** An endpoint that refuses to make stacks, each time with the next of these codes, and how often it did. */
async function refusing(status: number, ...codes: readonly string[]) {
  let refused = 0;
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const code = body.includes("Action=CreateStack") ? (codes[refused++] ?? "Spent") : "NoSuchStackHere";
    response.writeHead(status, { "content-type": "text/xml", connection: "close" }).end(refusal(code));
  });
  onTestFinished(() => void server.close());
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const { signal } = new AbortController();
  const endpoint = `http://127.0.0.1:${port}`;
  const at = {
    product: "LocalStack",
    version: "4.14.0",
    root: temporaryRoot(),
    state: temporaryRoot(),
    endpoint,
    signal,
  };
  return { at, times: () => refused };
}

test("what decides the infrastructure is asked a second time if it departs, and kept if both answers are the same", async () => {
  const { at, times } = await refusing(400, "Odd", "Odd");
  const finding = { id, verdict: "departs", saw: "Odd" };
  expect((await askTwice(at, [id])).get(id)).toEqual(finding);
  expect((await askTwice(at, [id])).get(id)).toEqual(finding);
  expect([[...readAnswers(at).values()], times()]).toEqual([[finding], 2]);
});

test("of two answers the second counts for this run, and none is kept", async () => {
  const { at } = await refusing(400, "Odd", "Odder");
  expect((await askTwice(at, [id])).get(id)).toEqual({ id, verdict: "departs", saw: "Odder" });
  expect([...readAnswers(at)]).toEqual([]);
});

test("an endpoint that says twice that it is not well has told nothing to remember", async () => {
  const { at, times } = await refusing(503, "ServiceUnavailable", "ServiceUnavailable");
  await askTwice(at, [id]);
  expect([[...readAnswers(at)], times()]).toEqual([[], 2]);
});

test("what the endpoint itself calls unknown is not asked again, nor is what decides nothing", async () => {
  const unknown = await refusing(400, "NotImplemented");
  await askTwice(unknown.at, [id]);
  const other = await refusing(400, "Odd");
  await ask(other.at, [id]);
  expect([unknown.times(), other.times()]).toEqual([1, 1]);
});
