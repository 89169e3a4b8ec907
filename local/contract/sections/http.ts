import type { Case, Section } from "../case.ts";
import { type HttpApi, openHttpApi } from "../made/http-api.ts";
import { openLambda } from "../made/lambda.ts";
import type { Place } from "../place.ts";

const GUIDE = "https://docs.aws.amazon.com/apigateway/latest/developerguide";
const LAMBDA = `${GUIDE}/http-api-develop-integrations-lambda.html`;
const SERVED = "The runner serves each system's API itself, at an address of its own.";

const address: Case = {
  id: "http/address",
  title: "An HTTP API is told with an address that a program can parse.",
  source: `${GUIDE}/http-api-publish.html`,
  instead: SERVED,
  run: async (place) => {
    const { address: told } = await openHttpApi(place);
    return URL.canParse(told) ? undefined : "its address is no URL";
  },
};

const ECHO = `const handle = async (event) => ({
  statusCode: 201,
  headers: { "content-type": "application/json", "x-order": "1" },
  body: JSON.stringify(event),
});`;

async function openEcho(place: Place, key: string, options = {}): Promise<HttpApi> {
  const api = await openHttpApi(place, options);
  await api.route(key, await openLambda(place, "api", { source: ECHO }));
  return api;
}

const answer: Case = {
  id: "http/answer",
  title: "A route with a Lambda integration answers with status, headers and body of what the function returned.",
  source: LAMBDA,
  instead: SERVED,
  run: async (place) => {
    const api = await openEcho(place, "POST /orders");
    const { status, headers, body } = await api.fetch("POST", "/orders");
    return status === 201 && headers["x-order"] === "1" && body.startsWith("{") ? undefined : "answers otherwise";
  },
};

interface ApiEvent {
  readonly version?: string;
  readonly rawPath?: string;
  readonly rawQueryString?: string;
  readonly pathParameters?: { readonly id?: string };
  readonly headers?: { readonly "x-by"?: string };
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
  readonly requestContext?: { readonly http?: { readonly method?: string; readonly path?: string } };
}

const event: Case = {
  id: "http/event",
  title:
    "The function is told the request in payload format 2.0: method, path and its parameters, query, headers in lower case, body.",
  source: LAMBDA,
  instead: SERVED,
  run: async (place) => {
    const api = await openEcho(place, "POST /orders/{id}");
    const { body } = await api.fetch(
      "POST",
      "/orders/7?a=1&b=2",
      { "X-By": "me", "content-type": "text/plain" },
      "text",
    );
    const told = JSON.parse(body) as ApiEvent;
    const seen = [
      told.version,
      told.requestContext?.http?.method,
      told.rawPath,
      told.pathParameters?.id,
      told.rawQueryString,
      told.headers?.["x-by"],
      told.isBase64Encoded ? atob(told.body ?? "") : told.body,
    ];
    return seen.join(" ") === "2.0 POST /orders/7 7 a=1&b=2 me text" ? undefined : "tells it otherwise";
  },
};

const fallback: Case = {
  id: "http/routes",
  title: "What no route matches is answered with 404, unless there is a $default route.",
  source: `${GUIDE}/http-api-develop-routes.html`,
  instead: SERVED,
  run: async (place) => {
    const [some, all] = await Promise.all([openEcho(place, "GET /orders"), openEcho(place, "$default")]);
    if ((await some.fetch("GET", "/other")).status !== 404) return "answers without a route";
    return (await all.fetch("GET", "/other")).status === 201 ? undefined : "does not know $default";
  },
};

const failing: Case = {
  id: "http/failure",
  title: "A function that throws is answered as a fault of the server, in a body that tells nothing of it.",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html",
  instead: SERVED,
  run: async (place) => {
    const api = await openHttpApi(place);
    const source = `const handle = async () => { throw new Error("secret"); };`;
    await api.route("GET /orders", await openLambda(place, "api", { source }));
    const { status, body } = await api.fetch("GET", "/orders");
    if (status < 500) return `answers ${status}`;
    return body.includes("secret") ? "tells the error" : undefined;
  },
};

const cors: Case = {
  id: "http/cors",
  title: "An API with CORS answers preflights itself and adds its headers to what a function answers.",
  source: `${GUIDE}/http-api-cors.html`,
  instead: "Nothing of Bugle relies on it: its APIs set no CORS.",
  run: async (place) => {
    const origin = "https://shop.example.com";
    const corsConfiguration = { allowOrigins: [origin], allowMethods: ["POST"], allowHeaders: ["content-type"] };
    const api = await openEcho(place, "POST /orders", { corsConfiguration });
    const preflight = await api.fetch("OPTIONS", "/orders", { origin, "access-control-request-method": "POST" });
    if (preflight.status !== 204 && preflight.status !== 200) return "refuses preflights";
    if (preflight.headers["access-control-allow-origin"] !== origin) return "allows no origin in preflights";
    const posted = await api.fetch("POST", "/orders", { origin });
    return posted.headers["access-control-allow-origin"] === origin ? undefined : "allows no origin in answers";
  },
};

const iam: Case = {
  id: "http/iam",
  title: "A route that wants AWS_IAM refuses a request that is not signed.",
  source: `${GUIDE}/http-api-access-control-iam.html`,
  instead: "The runner serves each system's API itself; it lets everybody in, since it listens on this machine alone.",
  run: async (place) => {
    const api = await openHttpApi(place);
    const lambda = await openLambda(place, "api", { source: ECHO });
    await api.route("GET /orders", lambda, { authorizationType: "AWS_IAM" });
    return (await api.fetch("GET", "/orders")).status === 403 ? undefined : "lets it in";
  },
};

const jwt: Case = {
  id: "http/jwt",
  title: "A route with a JWT authorizer refuses a request without a token.",
  source: `${GUIDE}/http-api-jwt-authorizer.html`,
  instead: "The runner serves each system's API itself; it lets everybody in, since it listens on this machine alone.",
  run: async (place) => {
    const api = await openHttpApi(place);
    const authorizerId = await api.authorizer({
      name: "tokens",
      authorizerType: "JWT",
      identitySource: ["$request.header.Authorization"],
      jwtConfiguration: { issuer: "https://accounts.google.com", audience: ["bugle"] },
    });
    const lambda = await openLambda(place, "api", { source: ECHO });
    await api.route("GET /orders", lambda, { authorizationType: "JWT", authorizerId });
    return (await api.fetch("GET", "/orders")).status === 401 ? undefined : "lets it in";
  },
};

export const http: Section = { name: "http", cases: [address, answer, event, fallback, failing, cors, iam, jwt] };
