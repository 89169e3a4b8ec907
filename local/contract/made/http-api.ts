import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { text } from "node:stream/consumers";
import { SQSClient } from "@aws-sdk/client-sqs";
import { settled } from "../patience.ts";
import type { Place } from "../place.ts";
import { ask, call } from "./call.ts";
import type { Lambda } from "./lambda.ts";

/** An HTTP API (version 2) that a case has made, with a stage that needs no name in the path. */
export interface HttpApi {
  readonly id: string;
  /** As AWS tells it. */
  readonly address: string;
  /** Sends requests that match `key`, such as `GET /orders/{id}`, to a function. */
  readonly route: (key: string, lambda: Lambda, more?: Readonly<Record<string, unknown>>) => Promise<unknown>;
  readonly authorizer: (options: Readonly<Record<string, unknown>>) => Promise<string>;
  readonly fetch: (method: string, path: string, headers?: Record<string, string>, body?: string) => Promise<Fetched>;
}

interface Fetched {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

const service = "apigateway";

export async function openHttpApi(place: Place, options: Readonly<Record<string, unknown>> = {}): Promise<HttpApi> {
  const make = <T>(path: string, body: unknown) => ask<T>(place, { service, method: "POST", path, body });
  const api = { name: place.name("api"), protocolType: "HTTP", ...options };
  const { apiId: id, apiEndpoint: address } = await make<{ apiId: string; apiEndpoint: string }>("/v2/apis", api);
  const path = `/v2/apis/${id}`;
  place.undo(() => call(place, { service, method: "DELETE", path }));
  await make(`${path}/stages`, { stageName: "$default", autoDeploy: true });
  return {
    id,
    address,
    route: async (routeKey, lambda, more) => {
      const integration = { integrationType: "AWS_PROXY", integrationUri: lambda.arn, payloadFormatVersion: "2.0" };
      const { integrationId } = await make<{ integrationId: string }>(`${path}/integrations`, integration);
      await letApiInvoke(place, lambda, id);
      await make(`${path}/routes`, { routeKey, target: `integrations/${integrationId}`, ...more });
      await settled(place, 15_000);
    },
    authorizer: async (authorizer) =>
      (await make<{ authorizerId: string }>(`${path}/authorizers`, authorizer)).authorizerId,
    fetch: (method, to, headers = {}, body = "") => fetched(place, address, { method, path: to, headers, body }),
  };
}

async function letApiInvoke(place: Place, { name }: Lambda, api: string): Promise<void> {
  const region = await place.client(SQSClient).config.region();
  await call(place, {
    service: "lambda",
    method: "POST",
    path: `/2015-03-31/functions/${name}/policy`,
    body: {
      StatementId: "api",
      Action: "lambda:InvokeFunction",
      Principal: "apigateway.amazonaws.com",
      SourceArn: `arn:aws:execute-api:${region}:${place.account}:${api}/*`,
    },
  });
}

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Asks the endpoint for the host that the API's address names, since no name server knows a local cloud's APIs. */
function fetched({ options, signal }: Place, address: string, { body, headers, ...sent }: Sent): Promise<Fetched> {
  const { protocol, hostname, port } = new URL(options.endpoint ?? address);
  const request = protocol === "http:" ? httpRequest : httpsRequest;
  const [, host = ""] = address.split("://");
  return new Promise((done, failed) => {
    const sending = request({ hostname, port, ...sent, signal, headers: { ...headers, host } }, (response) => {
      const { statusCode: status = 0, headers: received } = response;
      text(response).then((read) => done({ status, headers: received, body: read }), failed);
    });
    sending.on("error", failed).end(body);
  });
}
