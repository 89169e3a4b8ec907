import * as z from "zod";
import type { Json } from "./schema.ts";
import { jsonSchema } from "./schema.ts";

/** How callers of a deployed API show who they are; undefined where nobody is asked. */
export type Scheme = "jwt" | "iam";

const problem = z
  .looseObject({
    type: z.string().describe("`urn:bugle:problem:` and the code of the problem."),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    errors: z.array(z.object({ field: z.string(), reason: z.string() })).optional(),
    code: z.string().optional().describe("Of a rejected command: what the domain calls the reason."),
    reason: z.string().optional(),
    help: z.string().optional().describe("Of a rejected command: the way out."),
    id: z.string().optional().describe("Of a failure inside: what the log has it under."),
  })
  .describe("RFC 9457");

const schemes: Readonly<Record<Scheme, Json>> = {
  jwt: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
  iam: {
    type: "apiKey",
    in: "header",
    name: "Authorization",
    description: "AWS Signature Version 4, for the service execute-api.",
    "x-amazon-apigateway-authtype": "awsSigv4",
  },
};

const keyScheme = (name: string): Json => ({ type: "apiKey", in: "header", name });

function securitySchemes(scheme: Scheme | undefined, keys: readonly string[]): Json {
  const all = {
    ...(scheme && { [scheme]: schemes[scheme] }),
    ...Object.fromEntries(keys.map((key) => [key, keyScheme(key)])),
  };
  return Object.keys(all).length > 0 ? { securitySchemes: all } : {};
}

/** What operations of every API refer to; `keys` are the headers of those that callers have of their own. */
export const components = (scheme: Scheme | undefined, keys: readonly string[]): Json => ({
  schemas: { Problem: jsonSchema(problem, "output") },
  responses: {
    Problem: {
      description: "What went wrong, and what to do.",
      content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
    },
  },
  parameters: {
    IdempotencyKey: {
      name: "Idempotency-Key",
      in: "header",
      description: "A retry under the same key within 24 h is the same command, however often it is sent.",
      schema: { type: "string", minLength: 1, maxLength: 255, pattern: "^[\\x21-\\x7e]+$" },
    },
  },
  ...securitySchemes(scheme, keys),
});
