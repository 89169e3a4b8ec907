import { HTTPException } from "hono/http-exception";

const problems = {
  idempotency_key_missing: [400, "The Idempotency-Key header must hold 1 to 255 characters"],
  body_not_json: [400, "The body is not JSON"],
  not_found: [404, "There is nothing at this address"],
  charge_unknown: [404, "There is no such charge"],
  charge_declined: [409, "A declined charge took no money, so there is nothing to refund"],
  key_reused: [409, "The idempotency key was used before with another body"],
  key_voided: [409, "The key was voided, so nothing was charged"],
  body_too_large: [413, "The body is larger than 16 KB"],
  body_invalid: [422, "The body does not fit the schema"],
  unknown_card_token: [422, "The card token is not one the gateway knows"],
  gateway_failed: [500, "The gateway failed and took no money"],
} as const;

export type ProblemCode = keyof typeof problems;

/** Answers an RFC 9457 problem; `detail` says what is special about this one. */
export function problem(code: ProblemCode, detail?: string): Response {
  const [status, title] = problems[code];
  const body = {
    type: `urn:bugle:card-gateway:${code}`,
    title,
    status,
    code,
    ...(detail === undefined ? {} : { detail }),
  };
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/problem+json" } });
}

/** The same as something to throw from inside a route. */
export function refusal(code: ProblemCode, detail?: string): HTTPException {
  return new HTTPException(problems[code][0], { message: problems[code][1], res: problem(code, detail) });
}
