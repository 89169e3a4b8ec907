import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { makeRole } from "../../cli/endpoint/role.ts";
import type { Case } from "../../local/contract/case.ts";
import { openLambda } from "../../local/contract/made/lambda.ts";
import { openPlace } from "../../local/contract/place.ts";
import { runCases } from "../../local/contract/run.ts";
import { localAws } from "../../local/deploy/local-aws.ts";

/** An endpoint that answers as the test says, given the request's method and form; and what it was asked. */
async function pretend(answer: (method: string, action: string | null) => string) {
  const asked: string[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    const action = new URLSearchParams(await text(request)).get("Action");
    asked.push(action ?? `${request.method} ${request.url}`);
    response.end(answer(request.method ?? "", action));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => void server.close());
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const making = (run: Case["run"]): Case[] => [{ id: "a", title: "a", source: "", instead: "", run }];

test("a function that is given up while it is still being made is deleted", async () => {
  const interruption = new AbortController();
  const { endpoint, asked } = await pretend((method) => {
    if (method === "GET") interruption.abort();
    return JSON.stringify({ FunctionArn: "arn:aws:lambda:us-east-1:000000000000:function:a", State: "Pending" });
  });
  const run = async (place: Parameters<Case["run"]>[0]) => void (await openLambda(place, "given-up", { source: "" }));
  const left: unknown[] = [];
  const { signal } = interruption;
  await runCases(making(run), (ends) => openPlace(localAws(endpoint), { signal: ends }), {
    signal,
    onLeft: (_, error) => left.push(error),
  });
  expect(asked.at(-1)).toMatch(/^DELETE \/2015-03-31\/functions\/bugle-contract-given-up-[0-9a-f]{6}$/);
  expect(left).toEqual([]);
});

test("a role whose stack does not go is told as left behind", async () => {
  let deleted = false;
  const { endpoint, asked } = await pretend((_, action) => {
    deleted ||= action === "DeleteStack";
    const status = deleted ? "DELETE_FAILED" : "CREATE_COMPLETE";
    const output = "<OutputKey>Arn</OutputKey><OutputValue>arn:aws:iam::000000000000:role/a</OutputValue>";
    const stack = `<StackStatus>${status}</StackStatus><Outputs><member>${output}</member></Outputs>`;
    const result = `<Stacks><member>${stack}</member></Stacks>`;
    return `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`;
  });
  const run: Case["run"] = ({ role }) => role("lambda.amazonaws.com", ["sqs:SendMessage"], ["*"]);
  const left: unknown[] = [];
  const open = (signal: AbortSignal) => openPlace(localAws(endpoint), { signal, role: makeRole });
  const findings = await runCases(making(run), open, { onLeft: (_, error) => left.push(error) });
  expect(findings).toEqual([{ id: "a", verdict: "departs", saw: "arn:aws:iam::000000000000:role/a" }]);
  expect(asked).toEqual(["CreateStack", "DescribeStacks", "DescribeStacks", "DeleteStack", "DescribeStacks"]);
  expect(left).toMatchObject([
    { message: expect.stringMatching(/^the stack bugle-contract-role-\w+ is in DELETE_FAILED$/) },
  ]);
});
