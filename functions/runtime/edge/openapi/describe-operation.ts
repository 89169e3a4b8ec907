import * as z from "zod";
import type { Operation } from "../operation.ts";
import { type Json, jsonSchema, parameters } from "./schema.ts";

const json = (schema: Json) => ({ "application/json": { schema } });

const accepted = (ids: readonly string[]): Json => {
  const text = z.string();
  const answer = z.object({
    ...Object.fromEntries(ids.map((id) => [id, text])),
    token: text.describe("What `?after=` at the Location waits for."),
    correlationId: text.describe("Names the journey of which GET /trace/{correlationId} tells."),
  });
  return {
    description: "The command is on its way: durable, not yet carried out.",
    headers: { Location: { description: "Where the outcome can be read.", schema: { type: "string" } } },
    content: json(jsonSchema(answer, "output")),
  };
};

function success({ accepts, answers = z.unknown() }: Operation): Json {
  if (accepts) return { 202: accepted(accepts) };
  return { 200: { description: "The answer.", content: json(jsonSchema(answers, "output")) } };
}

function pathParameters(names: readonly string[], { path }: Operation): Json[] {
  const declared = new Map(path && parameters(path, "path").map((each) => [each["name"], each]));
  return names.map((name) => declared.get(name) ?? { name, in: "path", required: true, schema: { type: "string" } });
}

const problem = { $ref: "#/components/responses/Problem" };

/** One operation of the document; `names` are the parameters in its path. */
export function describeOperation(operationId: string, operation: Operation, names: readonly string[]): Json {
  const { summary, description, query, body, accepts, key } = operation;
  return {
    operationId,
    summary,
    ...(description !== undefined && { description }),
    ...(key !== undefined && { security: [{ [key]: [] }] }),
    parameters: [
      ...pathParameters(names, operation),
      ...(query ? parameters(query, "query") : []),
      ...(accepts ? [{ $ref: "#/components/parameters/IdempotencyKey" }] : []),
    ],
    ...(body && { requestBody: { required: true, content: json(jsonSchema(body, "input")) } }),
    responses: { ...success(operation), "4XX": problem, "5XX": problem },
  };
}
