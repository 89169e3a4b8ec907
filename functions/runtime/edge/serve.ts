import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Routes } from "../routes.ts";
import { admit } from "./admit.ts";
import { schemeOf } from "./caller.ts";
import { type Api, type EdgePorts, resource } from "./edge.ts";
import { answerError, answerUnrouted, type Report } from "./failures.ts";
import type { Listeners } from "./journey.ts";
import { operation } from "./operation.ts";
import { requestLog } from "./request-log.ts";
import { journeyAnswer, traceView } from "./trace-view.ts";

export interface ServeOptions {
  readonly system: string;
  /** The default export of the system's api/index.ts. */
  readonly api: Api;
  readonly routes: Routes;
  readonly ports: EdgePorts;
  /** True only on loopback: everybody is then "local", and writes that other sites cause are refused. */
  readonly local: boolean;
  /** Default: random. */
  readonly uuid?: () => string;
  /** Lets a trace say whether every subscriber is done; default: an event counts as handled once anybody has. */
  readonly listeners?: Listeners;
  /** Told of every failure inside, with its stack; default: standard error. */
  readonly report?: Report;
}

const described = {
  health: { summary: "Whether the API answers", answers: z.object({ status: z.literal("ok"), system: z.string() }) },
  trace: { summary: "The journey of a request: what it caused, who handled it and when", answers: journeyAnswer },
  openapi: { summary: "This description", answers: z.record(z.string(), z.unknown()) },
};

const toStandardError: Report = (id, error) => console.error(id, error);

/** The whole HTTP face of one system: its own routes, GET /trace/:correlationId, GET /openapi.json and GET /health. */
export function serveSystem(options: ServeOptions): Api {
  const { system, api, routes, ports, local, listeners, uuid = randomUUID, report = toStandardError } = options;
  const app = resource();
  app.onError(answerError(report));
  app.notFound(answerUnrouted(app));
  app.use(requestLog({ system, routes, ports, local, uuid }), admit);
  app.get("/health", operation(described.health), (c) => c.json({ status: "ok", system }));
  app.get("/trace/:correlationId", operation(described.trace), traceView(listeners));
  app.get("/openapi.json", operation(described.openapi), async (c) => {
    const { describeApi } = await import("./openapi/describe-api.ts");
    return c.json(describeApi(system, app.routes, schemeOf(c)));
  });
  app.route("/", api);
  return app;
}
