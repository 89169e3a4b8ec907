import type { ErrorHandler, NotFoundHandler } from "hono";
import type { InvalidMessage } from "../errors.ts";
import type { Api, EdgeEnv } from "./edge.ts";
import { refusedByContract } from "./invalid.ts";
import { isProblem, notFound, problem, problemResponse } from "./problem.ts";

/** Tells whoever keeps the log what went wrong inside, under the id that the caller is given. */
export type Report = (id: string, error: unknown) => void;

const METHODS = ["GET", "PUT", "POST", "PATCH", "DELETE"];

const isInvalid = (error: unknown): error is InvalidMessage =>
  (error as Partial<InvalidMessage> | null | undefined)?.code === "invalid-message";

const failed = (id: string) =>
  problem(500, "internal", "The request failed here", {
    detail: "Its id is in the log.",
    more: { id },
  });

/** Answers whatever is thrown as a problem; what is no problem is reported, and the caller learns nothing of it but an id. */
export const answerError =
  (report: Report): ErrorHandler<EdgeEnv> =>
  (error, c) => {
    if (isProblem(error)) {
      if (error.status >= 500 && error.cause !== undefined) report(c.var.requestId, error.cause);
      return problemResponse(error);
    }
    if (isInvalid(error)) return problemResponse(refusedByContract(error.issues, c.req.param()));
    report(c.var.requestId, error);
    return problemResponse(failed(c.var.requestId));
  };

const methodsAt = (app: Api, path: string): string[] =>
  METHODS.filter((method) => app.router.match(method, path)[0].some(([[, route]]) => route.method !== "ALL"));

/** Answers what no route takes: 405 where another method would do, else 404. */
export const answerUnrouted =
  (app: Api): NotFoundHandler<EdgeEnv> =>
  (c) => {
    const methods = methodsAt(app, c.req.path);
    if (methods.length === 0) return problemResponse(notFound());
    const allow = methods.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])).join(", ");
    return problemResponse(
      problem(405, "method-not-allowed", "The address does not take this method", {
        detail: `Use ${allow}.`,
        headers: { allow },
      }),
    );
  };
