import { type Gate, type Knock, letsIn } from "../../gate.ts";
import { dynamodbClient } from "../clients/dynamodb.ts";
import { dynamodbModels } from "../dynamodb-models.ts";
import { dictionary, object, text, whatever } from "../faults.ts";
import { lazily } from "../lazily.ts";
import { inLambda, type Surroundings } from "./surroundings.ts";

/** What of the event of an HTTP API, payload format 2.0, is looked at. */
interface Asked {
  readonly routeKey: string;
  readonly rawPath: string;
  readonly headers: Knock["headers"];
  readonly requestContext: { readonly http: { readonly method: string } };
}

const asked = object({
  routeKey: text,
  rawPath: text,
  headers: dictionary(whatever),
  requestContext: object({ http: object({ method: text }) }),
});

const isAsked = (event: unknown): event is Asked => asked(event, "event").length === 0;

/**
 * The Lambda that API Gateway asks before it lets in a request with a key of its caller's own, in its simple form of answer.
 * A malformed event is a no. A table that does not answer is thrown: API Gateway remembers a no, and answers a failure with 500.
 */
export function authorizerEntry(
  gate: Gate,
  given?: Surroundings,
): (event: unknown) => Promise<{ readonly isAuthorized: boolean }> {
  const open = lazily(() => {
    const { environment, options = {}, dynamodb } = given ?? inLambda();
    return dynamodbModels(dynamodb ?? dynamodbClient(options), environment.tables.models);
  });
  return async (event) => {
    if (!isAsked(event)) return { isAuthorized: false };
    const { routeKey, rawPath: path, headers, requestContext } = event;
    const { method } = requestContext.http;
    return { isAuthorized: await letsIn(gate, open(), { method, routeKey, path, headers }) };
  };
}
