import { once } from "node:events";
import { expect, test } from "vitest";
import { type Answer, startEnvironment } from "./execution-environment.ts";

const esm = (handler: string) => ({ "index.mjs": `export const handler = ${handler}` });
const errorOf = ({ body = "{}" }: Answer) =>
  JSON.parse(body) as { errorType: string; errorMessage: string; trace: string[] };

test("it is ready once the code is loaded, then answers what the handler answers", async () => {
  const { answer, invoke } = await startEnvironment(esm("async (event) => ({ got: event })"));

  expect(await answer()).toMatchObject({ kind: "ready", ends: false });
  expect(await invoke({ a: "é" })).toMatchObject({ kind: "response", body: '{"got":{"a":"é"}}', ends: false });
});

test.each([
  ["index.handler", { "index.mjs": "export const handler = async () => 1" }],
  ["index.handler", { "index.cjs": "exports.handler = async () => 1" }],
  ["index.handler", { "index.js": "exports.handler = (event, context, callback) => setImmediate(callback, null, 1)" }],
  ["index.handler", { "index.js": "export const handler = () => 1", "package.json": '{"type":"module"}' }],
  ["app/api/index.handler", { "app/api/index.mjs": "export const handler = async () => 1" }],
  ["app/index.inner.handler", { "app/index.js": "module.exports = { inner: { handler: async () => 1 } }" }],
] as [string, Record<string, string>][])("handler %s of %j is called", async (_HANDLER, code) => {
  const { answer, invoke } = await startEnvironment(code, { _HANDLER });

  await answer();

  expect(await invoke({})).toMatchObject({ kind: "response", body: "1" });
});

test.each([
  ["Runtime.UserCodeSyntaxError", "SyntaxError: Unexpected end of input", { "index.mjs": "export const handler = (" }],
  ["Runtime.ImportModuleError", "Error: Cannot find module 'index'", { "other.mjs": "" }],
  ["Runtime.ImportModuleError", "Error: Cannot find module 'nowhere'", { "index.js": 'require("nowhere")' }],
  ["Runtime.HandlerNotFound", "index.handler is undefined or not exported", { "index.mjs": "export const other = 1" }],
  ["Runtime.HandlerNotFound", "index.handler is not a function", { "index.mjs": "export const handler = 1" }],
  ["RangeError", "at start", { "index.mjs": 'throw new RangeError("at start")' }],
] as [string, string, Record<string, string>][])("code that does not load is a %s: %s", async (type, message, code) => {
  const { answer, printed } = await startEnvironment(code);

  const told = await answer();

  expect(told).toMatchObject({ kind: "error", ends: true });
  expect(errorOf(told)).toMatchObject({ errorType: type, errorMessage: expect.stringContaining(message) });
  expect(printed()).toContain(`ERROR\tUncaught Exception \t{"errorType":"${type}"`);
});

test("a name that leads out of the code is no handler", async () => {
  const { answer } = await startEnvironment(esm("() => 1"), { _HANDLER: "../code/index.handler" });

  expect(errorOf(await answer())).toMatchObject({ errorType: "Runtime.MalformedHandlerName" });
});

test.each([
  ["async () => { throw new TypeError('no') }", "TypeError", "no", false],
  ["(event, context, callback) => callback(new TypeError('no'))", "TypeError", "no", false],
  ["async () => { throw Object.assign(new Error('no'), { name: 'Declined' }) }", "Declined", "no", false],
  ["async () => { throw 'no' }", "string", "no", false],
  ["async () => 1n", "Runtime.JSONStringifyError", "Unable to stringify response body", false],
  ["() => new Promise(() => Promise.reject(new Error('no')))", "Runtime.UnhandledPromiseRejection", "Error: no", true],
  ["() => new Promise(() => setImmediate(() => { throw new Error('no') }))", "Error", "no", true],
])("%s fails as %s", async (handler, errorType, errorMessage, ends) => {
  const { answer, invoke, printed } = await startEnvironment(esm(handler));
  await answer();

  const told = await invoke({});

  expect(told).toMatchObject({ kind: "error", ends });
  expect(errorOf(told)).toMatchObject({ errorType, errorMessage, trace: expect.any(Array) });
  expect(printed()).toContain(`\tr1\tERROR\t`);
});

test("an error is one invocation's: the next one is answered by the same process", async () => {
  const { answer, invoke } = await startEnvironment(
    esm("async ({ fail }) => { if (fail) throw new Error('no'); return process.pid }"),
  );
  await answer();
  const { body: before } = await invoke({});
  await invoke({ fail: true });

  expect((await invoke({})).body).toBe(before);
});

test("what was printed is there before the answer, in its order", async () => {
  const handler = `async () => { console.log("first"); console.error("second\\nthird"); process.stdout.write("fourth") }`;
  const { answer, invoke, printed } = await startEnvironment({
    "index.mjs": `console.log("loaded"); ${esm(handler)["index.mjs"]}`,
  });
  await answer();

  expect(await invoke({})).toMatchObject({ kind: "response", body: "null" });
  expect(printed()).toBe("loaded\nfirst\nsecond\nthird\nfourth");
});

test("the context tells of the function and of the invocation", async () => {
  const { answer, invoke } = await startEnvironment(
    esm(
      "async (event, context) => ({ ...context, left: context.getRemainingTimeInMillis() > 0, trace: process.env._X_AMZN_TRACE_ID })",
    ),
    {
      AWS_LAMBDA_FUNCTION_NAME: "sell",
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "256",
      AWS_LAMBDA_LOG_GROUP_NAME: "/aws/lambda/sell",
      AWS_LAMBDA_LOG_STREAM_NAME: "stream",
    },
  );
  await answer();

  const { body = "" } = await invoke({}, { id: "r7", arn: "arn:sell", deadline: Date.now() + 60_000, trace: "Root=7" });

  expect(JSON.parse(body)).toEqual({
    awsRequestId: "r7",
    invokedFunctionArn: "arn:sell",
    functionName: "sell",
    functionVersion: "$LATEST",
    memoryLimitInMB: "256",
    logGroupName: "/aws/lambda/sell",
    logStreamName: "stream",
    callbackWaitsForEmptyEventLoop: true,
    left: true,
    trace: "Root=7",
  });
});

test("a function sees the variables it was given, and what its process is started with does not add to them", async () => {
  const { answer, invoke } = await startEnvironment(esm("async () => Object.keys(process.env).sort()"), { MINE: "1" });
  await answer();

  expect((await invoke({})).body).toBe('["LAMBDA_TASK_ROOT","MINE","_HANDLER","_X_AMZN_TRACE_ID"]');
});

test("two environments answer beside each other, the one that waits last", async () => {
  const waiting = await startEnvironment(esm("() => new Promise(() => {})"));
  const quick = await startEnvironment(esm("async () => 'here'"));
  await Promise.all([waiting.answer(), quick.answer()]);
  void waiting.invoke({});

  expect((await quick.invoke({})).body).toBe('"here"');
});

test.each([
  ["waits for work", "() => 1"],
  ["waits for something", "() => new Promise(() => {})"],
  ["never waits", "() => { for (;;) console.log('busy') }"],
])("a process that %s ends with its line", async (_, handler) => {
  const { child, answer, invoke, printed, hangUp } = await startEnvironment(esm(handler));
  const ended = once(child, "exit");
  await answer();
  void invoke({});
  if (handler.includes("busy")) await expect.poll(printed).toContain("busy");

  hangUp();

  expect(await ended).toEqual([null, "SIGKILL"]);
});
