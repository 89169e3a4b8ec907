// One execution environment of a Lambda function: answers what the line on its standard input asks.
import { Worker } from "node:worker_threads";
import { contextOf } from "./context.mjs";
import { described, logged, RuntimeFault } from "./fault.mjs";
import { called, loadHandler } from "./handler.mjs";

const line = new Worker(new URL("./line.mjs", import.meta.url), { env: {}, execArgv: [] });
const outputs = [process.stdout, process.stderr].map((stream) => stream.write.bind(stream));
const [, complain] = outputs;

let invocation;
let awaited = true;

/** Answers once; what was printed before reaches its reader before. */
async function answer(kind, body, ends = false) {
  await Promise.all(outputs.map((write) => new Promise((done) => write("", () => done()))));
  if (!awaited) return;
  awaited = false;
  line.postMessage(JSON.stringify({ kind, body, ends, rss: Math.ceil(process.memoryUsage.rss() / 2 ** 20) }));
}

async function fail(label, error, ends = false) {
  complain(logged(label, invocation, error));
  await answer("error", JSON.stringify(described(error)), ends);
}

function collapse(label, error, status) {
  if (!awaited) complain(logged(label, invocation, error), () => process.exit(status));
  else fail(label, error, true);
}

process.on("uncaughtException", (error) => collapse("Uncaught Exception", error, 129));
process.on("unhandledRejection", (reason) => {
  const fault = new RuntimeFault("UnhandledPromiseRejection", String(reason), reason?.stack);
  collapse("Unhandled Promise Rejection", fault, 128);
});

function bodyOf(result) {
  try {
    return JSON.stringify(result) ?? "null";
  } catch {
    throw new RuntimeFault("JSONStringifyError", "Unable to stringify response body");
  }
}

async function invoke(handler, asked) {
  invocation = asked.id;
  awaited = true;
  process.env._X_AMZN_TRACE_ID = asked.trace;
  try {
    await answer("response", bodyOf(await called(handler, JSON.parse(asked.event), contextOf(asked, process.env))));
  } catch (error) {
    await fail("Invoke Error", error);
  }
}

try {
  const handler = await loadHandler(process.env._HANDLER, process.env.LAMBDA_TASK_ROOT);
  line.on("message", (text) => invoke(handler, JSON.parse(text)));
  await answer("ready");
} catch (error) {
  await fail("Uncaught Exception", error, true);
}
