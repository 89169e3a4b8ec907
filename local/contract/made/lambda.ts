import { setTimeout as pause } from "node:timers/promises";
import type { Place } from "../place.ts";
import { ask, call } from "./call.ts";
import { LAMBDA_SOURCE } from "./lambda-source.ts";
import type { Queue } from "./queue.ts";
import { refusal } from "./refusal.ts";
import { zip } from "./zip.ts";

export interface LambdaProps {
  /** Statements of a module that declares `const handle = async (event, context) => …`; it may `await tell(text)`. */
  readonly source: string;
  /** Where `tell` puts its texts. */
  readonly tells?: Queue;
  /** Seconds; default 30. */
  readonly timeout?: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** What its role allows, beside telling: actions on resources. */
  readonly actions?: readonly string[];
  readonly resources?: readonly string[];
}

/** A function on Node that a case has made. */
export interface Lambda {
  readonly name: string;
  readonly arn: string;
  /** What it answered, and what kind of error that is, if one. */
  readonly invoke: (event: unknown) => Promise<{ readonly payload: unknown; readonly error: string | null }>;
  /** Invokes it and does not wait for its end. */
  readonly start: (event: unknown) => Promise<unknown>;
}

const service = "lambda";
const FUNCTIONS = "/2015-03-31/functions";
const RUNTIME = "nodejs24.x";
const READY_MS = 60_000;

interface Described {
  readonly State?: string;
}

/** Makes a function and waits until it can be invoked. */
export async function openLambda(place: Place, what: string, props: LambdaProps): Promise<Lambda> {
  const name = place.name(what);
  const path = `${FUNCTIONS}/${name}`;
  const { FunctionArn: arn } = await create(place, name, props);
  let runs = true;
  place.undo(async () => {
    if (runs) await remove(place, path);
    // Where functions cannot run, they may not be deleted either.
    else await call(place, { service, method: "DELETE", path }).catch(() => undefined);
  });
  runs = await canRun(place, path);
  if (!runs) throw Object.assign(new Error("functions cannot run here"), { name: "NotImplemented" });
  const invoke = (event: unknown, headers = {}) =>
    call(place, { service, method: "POST", path: `${path}/invocations`, headers, body: event });
  return {
    name,
    arn,
    invoke: async (event) => {
      const { headers, text } = await invoke(event);
      return { payload: JSON.parse(text), error: headers.get("x-amz-function-error") };
    },
    start: (event) => invoke(event, { "x-amz-invocation-type": "Event" }),
  };
}

async function create(place: Place, name: string, props: LambdaProps): Promise<{ readonly FunctionArn: string }> {
  const { source, tells, timeout = 30, environment = {}, actions = [], resources = [] } = props;
  // It may not log: AWS would make a log group of its own for it, which outlives the function.
  const Role = await place.role(
    "lambda.amazonaws.com",
    [...(tells ? ["sqs:SendMessage"] : []), ...actions],
    [...(tells ? [tells.arn] : []), ...resources],
  );
  const told = tells && { TELL_QUEUE: tells.url, TELL_ENDPOINT: place.options.endpoint ?? "" };
  const body = {
    FunctionName: name,
    Runtime: RUNTIME,
    Handler: "index.handler",
    Role,
    Timeout: timeout,
    Environment: { Variables: { ...told, ...environment } },
    Code: { ZipFile: zip("index.mjs", `${LAMBDA_SOURCE}\n${source}\n`).toString("base64") },
  };
  return ask(place, { service, method: "POST", path: FUNCTIONS, body });
}

/** Whether a function becomes active; an endpoint may take it and have nothing that runs it. */
async function canRun(place: Place, path: string): Promise<boolean> {
  let state: string | undefined;
  await place.until(async () => {
    ({ State: state } = await ask<Described>(place, { service, method: "GET", path: `${path}/configuration` }));
    return state !== "Pending";
  }, READY_MS);
  return state === "Active";
}

const MAPPINGS = "/2015-03-31/event-source-mappings";

/** Feeds a function from a queue or a stream with these options of AWS, and waits until it does. */
export async function openMapping(
  place: Place,
  lambda: Lambda,
  options: Readonly<Record<string, unknown>>,
): Promise<string> {
  const body = { FunctionName: lambda.name, ...options };
  const { UUID } = await ask<{ UUID: string }>(place, { service, method: "POST", path: `${MAPPINGS}/`, body });
  const path = `${MAPPINGS}/${UUID}`;
  const described = () => ask<Described>(place, { service, method: "GET", path });
  place.undo(() => remove(place, path));
  await place.until(async () => (await described()).State === "Enabled", READY_MS);
  return UUID;
}

/** AWS refuses to delete what is still being made or changed; throws that refusal if it goes on for a minute. */
async function remove(place: Place, path: string): Promise<void> {
  const sent = () => call(place, { service, method: "DELETE", path });
  for (let tries = 0; tries < 60; tries++) {
    if (!(await refusal(sent(), "ResourceInUseException", "ResourceConflictException"))) return;
    await pause(1_000);
  }
  await sent();
}

/** How a function is tried again that was started, and where what it never did is told. */
export const setAsynchronous = (place: Place, { name }: Lambda, options: Readonly<Record<string, unknown>>) =>
  call(place, { service, method: "PUT", path: `/2019-09-25/functions/${name}/event-invoke-config`, body: options });
