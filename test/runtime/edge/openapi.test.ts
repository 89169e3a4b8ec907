import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { accept, afterToken, api, operation, paging, resource } from "../../../functions/runtime/edge/index.ts";
import { RingBell } from "./bakery.ts";
import { openKitchen } from "./kitchen.ts";

type Operation = Record<string, unknown> & {
  parameters: Record<string, unknown>[];
  responses: Record<string, { content: Record<string, { schema: Record<string, unknown> }> }>;
};
type Document = {
  readonly info: { readonly version: string };
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: Record<string, Record<string, unknown>>;
  readonly security?: unknown;
};

const bells = (more: { readonly description?: string } = {}) =>
  api(
    resource()
      .post(
        "/towers/:tower/bells/:bell{[0-9]+}",
        operation({
          summary: "Rings a bell",
          path: { bell: z.coerce.number().int().describe("Counted from the top.") },
          body: z.strictObject({ times: z.int().min(1), at: z.iso.datetime().optional() }),
          accepts: ["bellId"],
          ...more,
        }),
        (c) => accept(c, new RingBell({ times: 1 }), { location: "/bell", ids: {} }),
      )
      .get(
        "/towers/:tower",
        operation({ summary: "A tower", query: { ...afterToken, ...paging }, answers: z.object({ bells: z.int() }) }),
        (c) => c.json({ bells: 3 }),
      )
      .get("/undeclared", (c) => c.json(1)),
  );

async function described(some: object = {}, env?: object): Promise<Document> {
  const { app } = openKitchen({ api: bells(), ...some });
  return (await (await app.request("/openapi.json", {}, env)).json()) as Document;
}

test("the document is valid by an independent validator, whatever a route declares", async () => {
  const document = await described();
  expect(await new Validator().validate(document)).toEqual({ valid: true });
});

test("every route is in it, the system's own and those of every API, and nothing else", async () => {
  const { paths } = await described();
  const operations = Object.entries(paths).flatMap(([path, each]) =>
    Object.keys(each).map((verb) => `${verb} ${path}`),
  );
  expect(operations).toEqual([
    "get /health",
    "get /trace/{correlationId}",
    "get /openapi.json",
    "post /towers/{tower}/bells/{bell}",
    "get /towers/{tower}",
    "get /undeclared",
  ]);
});

test("a command tells its parameters, its body, its Idempotency-Key and the ids, token and correlation id of the 202", async () => {
  const { paths } = await described();
  const { post } = paths["/towers/{tower}/bells/{bell}"]!;
  expect(post).toMatchObject({
    operationId: "postTowersTowerBellsBell",
    parameters: [
      { name: "tower", in: "path", required: true, schema: { type: "string" } },
      { name: "bell", in: "path", required: true, description: "Counted from the top.", schema: { type: "integer" } },
      { $ref: "#/components/parameters/IdempotencyKey" },
    ],
    requestBody: {
      required: true,
      content: {
        "application/json": {
          schema: {
            required: ["times"],
            properties: { times: { type: "integer", minimum: 1 }, at: { type: "string", format: "date-time" } },
            additionalProperties: false,
          },
        },
      },
    },
    responses: { "4XX": { $ref: "#/components/responses/Problem" }, "5XX": { $ref: "#/components/responses/Problem" } },
  });
  const answer = post!.responses["202"]!.content["application/json"]!.schema;
  expect(answer["required"]).toEqual(["bellId", "token", "correlationId"]);
  expect(Object.keys(post!.responses)).toEqual(["202", "4XX", "5XX"]);
});

test("a read tells its query with defaults and bounds, and what it answers", async () => {
  const { get } = (await described()).paths["/towers/{tower}"]!;
  const query = get!.parameters.slice(1).map(({ name, required, schema }) => [name, required, schema]);
  expect(query).toEqual([
    ["after", false, { type: "string" }],
    ["limit", false, { default: 20, type: "integer", minimum: 1, maximum: 100 }],
    ["next", false, { type: "string", minLength: 1 }],
  ]);
  expect(get!.responses["200"]!.content["application/json"]!.schema).toMatchObject({ required: ["bells"] });
});

test("problems are told as what they are", async () => {
  const { components } = await described();
  expect(components["responses"]!["Problem"]).toMatchObject({
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  });
  expect(components["schemas"]!["Problem"]).toMatchObject({ required: ["type", "title", "status"] });
});

describe("how callers show who they are is told", () => {
  const asked = (authorizer: object) => described({ local: false }, { requestContext: { authorizer } });

  test("as a token, where this caller has shown one", async () => {
    const { security, components } = await asked({ jwt: { claims: { sub: "ann" } } });
    expect(security).toEqual([{ jwt: [] }]);
    expect(components["securitySchemes"]).toEqual({ jwt: { type: "http", scheme: "bearer", bearerFormat: "JWT" } });
  });

  test("as a signature, where this caller has signed", async () => {
    const document = await asked({ iam: { userArn: "arn:aws:iam::123456789012:user/ann" } });
    expect(document.security).toEqual([{ iam: [] }]);
    expect(document.components["securitySchemes"]).toMatchObject({
      iam: { type: "apiKey", in: "header", name: "Authorization", "x-amazon-apigateway-authtype": "awsSigv4" },
    });
    expect(await new Validator().validate(document)).toEqual({ valid: true });
  });

  test("not at all, where nobody is asked", async () => {
    const { security, components } = await described();
    expect([security, components["securitySchemes"]]).toEqual([undefined, undefined]);
  });
});

describe("a key of the caller's own is told", () => {
  const tower = operation({ summary: "A tower", key: "x-tower-key" });
  const keyed = () =>
    api(
      resource().get("/towers/:tower", tower, (c) => c.json(1)),
      bells(),
    );

  test("at the operation that asks for it, and as a header", async () => {
    const document = await described({ api: keyed() });
    expect(document.paths["/towers/{tower}"]!["get"]).toMatchObject({ security: [{ "x-tower-key": [] }] });
    expect(document.paths["/undeclared"]!["get"]).not.toHaveProperty("security");
    expect(document.components["securitySchemes"]).toEqual({
      "x-tower-key": { type: "apiKey", in: "header", name: "x-tower-key" },
    });
    expect(await new Validator().validate(document)).toEqual({ valid: true });
  });

  test("beside what all other operations ask for", async () => {
    const env = { requestContext: { authorizer: { jwt: { claims: { sub: "ann" } } } } };
    const { security, components } = await described({ api: keyed(), local: false }, env);
    expect(security).toEqual([{ jwt: [] }]);
    expect(Object.keys(components["securitySchemes"] ?? {})).toEqual(["jwt", "x-tower-key"]);
  });
});

test("the version is the same for the same API, and another when a word of it changes", async () => {
  const versions = await Promise.all(
    [bells(), bells(), bells({ description: "Loudly." })].map(async (each) => (await described({ api: each })).info),
  );
  const [first, same, other] = versions.map(({ version }) => version);
  expect(first).toMatch(/^[\da-f]{12}$/);
  expect([same === first, other === first]).toEqual([true, false]);
});
