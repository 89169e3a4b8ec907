import type { Case } from "../../case.ts";
import { openLambda, setAsynchronous } from "../../made/lambda.ts";
import { openQueue } from "../../made/queue.ts";
import { listen } from "../../made/told.ts";
import { patience } from "../../patience.ts";

const GUIDE = "https://docs.aws.amazon.com/lambda/latest/dg";
const RUNNER = "The runner runs the handlers itself, which is the default; only `-- --lambda` rests on it.";

const invoke: Case = {
  id: "functions/invoke",
  title: "A function in a module of its own answers what its handler returned, and is told its name and time left.",
  source: `${GUIDE}/nodejs-handler.html`,
  instead: RUNNER,
  run: async (place) => {
    const source = `const ready = await Promise.resolve(true);
      const handle = async (event, context) =>
        ({ event, ready, name: context.functionName, left: context.getRemainingTimeInMillis() > 0 });`;
    const lambda = await openLambda(place, "echo", { source });
    const { payload, error } = await lambda.invoke({ order: 1 });
    const expected = { event: { order: 1 }, ready: true, name: lambda.name, left: true };
    if (error !== null) return "fails";
    return JSON.stringify(payload) === JSON.stringify(expected) ? undefined : "answers otherwise";
  },
};

const errorName: Case = {
  id: "functions/error-name",
  title: "An error that a handler throws is answered under its own name, with its message.",
  source: `${GUIDE}/nodejs-exceptions.html`,
  instead: "Nothing of Bugle relies on it: no caller looks at a function's error, only whether there is one.",
  run: async (place) => {
    const source = `const handle = async () => { throw new RangeError("too far"); };`;
    const lambda = await openLambda(place, "throwing", { source });
    const { payload, error } = await lambda.invoke({});
    const { errorType, errorMessage } = payload as { errorType?: string; errorMessage?: string };
    if (error === null) return "answers no error";
    return errorType === "RangeError" && errorMessage === "too far" ? undefined : "answers it under another name";
  },
};

const timeout: Case = {
  id: "functions/timeout",
  title: "A function that is still at work when its time is up is ended, and that is answered as an error.",
  source: `${GUIDE}/configuration-timeout.html`,
  instead: RUNNER,
  run: async (place) => {
    const source = "const handle = () => new Promise((done) => setTimeout(done, 8_000));";
    const lambda = await openLambda(place, "slow", { source, timeout: 1 });
    const { payload, error } = await lambda.invoke({});
    if (error === null) return "lets it go on";
    const { errorMessage = "" } = payload as { errorMessage?: string };
    return /timed out/i.test(errorMessage) ? undefined : "does not say why";
  },
};

/** What Lambda sets by its documentation, what Node needs, and what LocalStack adds for its functions. */
const SET_BY_LAMBDA =
  /^(AWS_|LAMBDA_|_|NODE_|LOCALSTACK_|TELL_)|^(EDGE_PORT|PATH|LD_LIBRARY_PATH|LANG|TZ|HOME|PWD|SHLVL|OWN)$/;

const environment: Case = {
  id: "functions/environment",
  title: "A function sees its own variables and those of Lambda, and no others.",
  source: `${GUIDE}/configuration-envvars.html`,
  instead: "Nothing of Bugle relies on it: a handler is told all it needs in one variable.",
  run: async (place) => {
    const source = "const handle = async () => ({ own: process.env.OWN, names: Object.keys(process.env) });";
    const lambda = await openLambda(place, "environment", { source, environment: { OWN: "mine" } });
    const { own, names } = (await lambda.invoke({})).payload as { own?: string; names: string[] };
    if (own !== "mine") return "does not see its own";
    return names.every((name) => SET_BY_LAMBDA.test(name)) ? undefined : "sees variables of the endpoint's own process";
  },
};

const startedAgain: Case = {
  id: "functions/asynchronous",
  title:
    "A function that was started and fails is tried again as often as asked, then its event goes to the failure destination.",
  source: `${GUIDE}/invocation-async-error-handling.html`,
  instead: "Nothing of Bugle relies on it: queues and streams feed its functions.",
  run: async (place) => {
    const tells = await openQueue(place, "told");
    const failed = await openQueue(place, "failed");
    const lambda = await openLambda(place, "started", {
      source: `const handle = async () => { await tell("tried"); throw new Error("no"); };`,
      tells,
      actions: ["sqs:SendMessage"],
      resources: [failed.arn],
    });
    await setAsynchronous(place, lambda, {
      MaximumRetryAttempts: 1,
      DestinationConfig: { OnFailure: { Destination: failed.arn } },
    });
    await lambda.start({ order: 1 });
    const [record] = await failed.collect(1, patience(place, 60_000, 110_000));
    if (!record) return "nothing comes to the destination";
    const { requestPayload } = JSON.parse(record.Body ?? "{}") as { requestPayload?: { order?: number } };
    if (requestPayload?.order !== 1) return "its event is not in the record";
    const tries = await listen(place, tells)((told) => told.length >= 2, 10_000);
    return tries.length === 2 ? undefined : `is tried ${tries.length} times`;
  },
};

export const invocations: readonly Case[] = [invoke, errorName, timeout, environment, startedAgain];
