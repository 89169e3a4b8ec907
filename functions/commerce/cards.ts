import * as z from "zod";
import { Terminal } from "../runtime/index.ts";

export interface ChargeRequest {
  /** Minor units. */
  amount: number;
  currency: string;
  /** The token that stands for the card. */
  card: string;
  reference: string;
}

export type ChargeAnswer =
  | { status: "succeeded"; charge: string }
  | { status: "declined"; code: string }
  /** The key was voided before: nothing was or will be taken. */
  | { status: "voided" };

export type VoidAnswer = { status: "voided" } | { status: "refunded"; charge: string };

/** Every call throws if the gateway does not answer, so that it is tried again under the same key. */
export interface Cards {
  charge(key: string, request: ChargeRequest): Promise<ChargeAnswer>;
  /** Makes a charge under `key` impossible, and gives back what it has taken already. */
  void(key: string): Promise<VoidAnswer>;
  /** Gives a charge back in full, once however often it is asked. */
  refund(charge: string, key: string): Promise<void>;
}

/** A charge that is not answered by then has failed, and is tried again. */
const ANSWER_WITHIN_MS = 5_000;
const TRY_AGAIN: readonly number[] = [408, 425, 429];

const problem = z.object({ code: z.string() }).catch({ code: "unknown" });
const charged = z.object({ id: z.string() });
const voided = z.discriminatedUnion("status", [
  z.object({ status: z.literal("voided") }),
  z.object({ status: z.literal("refunded"), charge: z.string() }),
]);

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

const unavailable = (path: string, why: string, cause?: unknown): Error =>
  Object.assign(new Error(`the card gateway ${why} at ${path}`, { cause }), {
    code: "card-gateway-unavailable",
    help: "wait until the card gateway answers again; the call is repeated under the same key",
  });

/** What no retry mends: the gateway understood the call and refuses it. */
const refused = (path: string, { status, body }: Reply): Terminal =>
  new Terminal("card-gateway-refused", `the card gateway refused ${path}: ${status} ${problem.parse(body).code}`, {
    help: "correct what is sent, or the gateway's key in the configuration, then redrive the message",
  });

/** A client of the card gateway; `secret` is sent as bearer token if there is one. */
export function cardGateway(url: string, secret?: string, answerWithin = ANSWER_WITHIN_MS): Cards {
  const base = url.replace(/\/+$/, "");
  const headers = { "content-type": "application/json", ...(secret && { authorization: `Bearer ${secret}` }) };

  async function post(path: string, body: unknown, key?: string): Promise<Reply> {
    const send = async (): Promise<Reply> => {
      const response = await fetch(`${base}${path}`, {
        method: "POST",
        headers: { ...headers, ...(key && { "idempotency-key": key }) },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(answerWithin),
      });
      return { status: response.status, body: await response.json().catch(() => undefined) };
    };
    const reply = await send().catch((cause: unknown) => {
      throw unavailable(path, "does not answer", cause);
    });
    if (reply.status >= 500 || TRY_AGAIN.includes(reply.status)) throw unavailable(path, `answers ${reply.status}`);
    return reply;
  }

  const read = <T>(path: string, schema: z.ZodType<T>, { body }: Reply): T => {
    const result = schema.safeParse(body);
    if (result.success) return result.data;
    throw unavailable(path, "answers what cannot be read", result.error);
  };

  return {
    async charge(key, request) {
      const reply = await post("/charges", request, key);
      const { code } = problem.parse(reply.body);
      if (reply.status === 201) return { status: "succeeded", charge: read("/charges", charged, reply).id };
      if (reply.status === 402 || reply.status === 422) return { status: "declined", code };
      if (reply.status === 409 && code === "key_voided") return { status: "voided" };
      throw refused("/charges", reply);
    },
    async void(key) {
      const reply = await post("/voids", { key });
      if (reply.status !== 200) throw refused("/voids", reply);
      return read("/voids", voided, reply);
    },
    async refund(charge, key) {
      const reply = await post("/refunds", { charge }, key);
      if (reply.status !== 200) throw refused("/refunds", reply);
    },
  };
}
