import type { MiddlewareHandler } from "hono";
import * as z from "zod";
import { type BodyOptions, body } from "./body.ts";
import type { EdgeContext, EdgeEnv } from "./edge.ts";
import { checked } from "./invalid.ts";

type Fields = Readonly<Record<string, z.ZodType>>;
type Nothing = Record<never, never>;

interface Described extends BodyOptions {
  /** One short line. */
  readonly summary: string;
  readonly description?: string;
  /** A command: the ids that the 202 answer of `accept` names. */
  readonly accepts?: readonly string[];
  /** A read: the 200 answer. */
  readonly answers?: z.ZodType;
  /**
   * The header of a key that its callers show, in lower case: in AWS they need nothing else, once caller-keys.ts says how it is checked there.
   * What it opens is for the handler to check: the operation does not look at it.
   */
  readonly key?: string;
}

/** What a route takes and answers. */
export interface Operation extends Described {
  readonly path?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
}

interface Declared<P extends Fields, Q extends Fields, B> extends Described {
  /** Parts of the path that must be more than a text. */
  readonly path?: P;
  readonly query?: Q;
  readonly body?: z.ZodType<B>;
}

/** What the handler gets by `c.req.valid`: the parts of the request that were declared, as their schemas have read them. */
interface Taken<P extends Fields, Q extends Fields, B> {
  out: (string extends keyof P ? Nothing : { param: z.output<z.ZodObject<P>> }) &
    (string extends keyof Q ? Nothing : { query: z.output<z.ZodObject<Q>> }) &
    (unknown extends B ? Nothing : { json: B });
}

/**
 * Declares a route before its handler: what it takes is checked, and the whole is told by GET /openapi.json.
 * Throws the problems `path-invalid`, `query-invalid` and those of a body; a parameter that is not declared is not looked at.
 */
export function operation<P extends Fields, Q extends Fields, B>({
  path,
  query,
  ...rest
}: Declared<P, Q, B>): MiddlewareHandler<EdgeEnv, string, Taken<P, Q, B>> {
  const declared: Operation = {
    ...rest,
    ...(path && { path: z.object(path) }),
    ...(query && { query: z.object(query) }),
  };
  const check = async (c: EdgeContext, next: () => Promise<void>) => {
    if (declared.path) c.req.addValidatedData("param", checked("path", declared.path, c.req.param()));
    if (declared.query) c.req.addValidatedData("query", checked("query", declared.query, c.req.query()));
    if (declared.body) c.req.addValidatedData("json", (await body(c, declared.body, declared)) as object);
    await next();
  };
  return Object.assign(check, { operation: declared });
}

/** What a handler in a router declares, if it is one made by `operation`. */
export const operationOf = (handler: unknown): Operation | undefined =>
  (handler as { readonly operation?: Operation }).operation;
